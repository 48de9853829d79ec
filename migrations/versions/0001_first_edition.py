"""The tables of the first edition."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# What is searched by words: the tables, their keys and the columns, the weightier first.
SEARCHED = {
    "person": ("id", ("found_by",)),
    "registration": ("id", ("found_by",)),
    "workshop_words": ("workshop_id", ("title", "body")),
}
SQLITE = (
    """CREATE VIRTUAL TABLE {table}_search_index USING fts5 ({columns}, content='{table}', content_rowid='{key}', \
tokenize='ascii', prefix='2 3')""",
    "INSERT INTO {table}_search_index ({table}_search_index, rank) VALUES ('rank', 'bm25({weights})')",
    """CREATE TRIGGER {table}_search_index_enter AFTER INSERT ON {table} BEGIN \
INSERT INTO {table}_search_index (rowid, {columns}) VALUES ({new}); END""",
    """CREATE TRIGGER {table}_search_index_leave AFTER DELETE ON {table} BEGIN \
INSERT INTO {table}_search_index ({table}_search_index, rowid, {columns}) VALUES ('delete', {old}); END""",
    """CREATE TRIGGER {table}_search_index_change AFTER UPDATE OF {columns} ON {table} BEGIN \
INSERT INTO {table}_search_index ({table}_search_index, rowid, {columns}) VALUES ('delete', {old}); \
INSERT INTO {table}_search_index (rowid, {columns}) VALUES ({new}); END""",
)
POSTGRESQL = (
    "ALTER TABLE {table} ADD COLUMN search_index tsvector GENERATED ALWAYS AS ({vector}) STORED",
    "CREATE INDEX ix_{table}_search_index ON {table} USING gin (search_index)",
)


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column(
            "sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("object_type", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.Integer(), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_entry_actor_id_sequence"), ["actor_id", "sequence"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_audit_entry_object_type_object_id_sequence"),
            ["object_type", "object_id", "sequence"],
            unique=False,
        )

    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_head")),
    )
    op.create_table(
        "catalogue_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_version")),
    )
    op.create_table(
        "grouping",
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_grouping")),
    )
    op.create_table(
        "instrument",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_instrument")),
    )
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["programme.id"], name=op.f("fk_programme_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("code", name=op.f("uq_programme_code")),
    )
    op.create_table(
        "reference_load",
        sa.Column("file", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("file", name=op.f("pk_reference_load")),
    )
    op.create_table(
        "region",
        sa.Column("m49", sa.String(length=3), nullable=False),
        sa.Column("parent_m49", sa.String(length=3), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["parent_m49"], ["region.m49"], name=op.f("fk_region_parent_m49")),
        sa.PrimaryKeyConstraint("m49", name=op.f("pk_region")),
    )
    op.create_table(
        "theme",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_theme")),
    )
    op.create_table(
        "workshop_counter",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_workshop_counter")),
    )
    op.create_table(
        "country",
        sa.Column("iso3", sa.String(length=3), nullable=False),
        sa.Column("iso2", sa.String(length=2), nullable=False),
        sa.Column("m49", sa.String(length=3), nullable=False),
        sa.Column("region_m49", sa.String(length=3), nullable=True),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("is_member_state", sa.Boolean(), nullable=False),
        sa.Column("is_observer", sa.Boolean(), nullable=False),
        sa.Column("is_ldc", sa.Boolean(), nullable=False),
        sa.Column("is_lldc", sa.Boolean(), nullable=False),
        sa.Column("is_sids", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["region_m49"], ["region.m49"], name=op.f("fk_country_region_m49")),
        sa.PrimaryKeyConstraint("iso3", name=op.f("pk_country")),
        sa.UniqueConstraint("iso2", name=op.f("uq_country_iso2")),
        sa.UniqueConstraint("m49", name=op.f("uq_country_m49")),
    )
    op.create_table(
        "grouping_member",
        sa.Column("grouping_code", sa.String(length=20), nullable=False),
        sa.Column("country_iso3", sa.String(length=3), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["country_iso3"], ["country.iso3"], name=op.f("fk_grouping_member_country_iso3")),
        sa.ForeignKeyConstraint(["grouping_code"], ["grouping.code"], name=op.f("fk_grouping_member_grouping_code")),
        sa.PrimaryKeyConstraint("grouping_code", "country_iso3", "since", name=op.f("pk_grouping_member")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("acronym", sa.String(length=40), nullable=True),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("agency_type", sa.String(length=30), nullable=True),
        sa.Column("country_iso3", sa.String(length=3), nullable=True),
        sa.ForeignKeyConstraint(["country_iso3"], ["country.iso3"], name=op.f("fk_organisation_country_iso3")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("name", "country_iso3", name=op.f("uq_organisation_name_country_iso3")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("email_proved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name_latin", sa.String(length=120), nullable=False),
        sa.Column("name_own", sa.String(length=120), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("zone", sa.String(length=40), nullable=True),
        sa.Column("country_iso3", sa.String(length=3), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("failed_tries", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.CheckConstraint("failed_tries >= 0", name=op.f("ck_person_failed_tries")),
        sa.ForeignKeyConstraint(["country_iso3"], ["country.iso3"], name=op.f("fk_person_country_iso3")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_person_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "workshop",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("visibility", sa.String(length=20), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("mode", sa.String(length=20), nullable=False),
        sa.Column("first_language", sa.String(length=2), nullable=False),
        sa.Column("working_languages", sa.JSON(), nullable=False),
        sa.Column("document_languages", sa.JSON(), nullable=False),
        sa.Column("interpretation", sa.Boolean(), nullable=False),
        sa.Column("venue_name", sa.String(length=200), nullable=False),
        sa.Column("venue_address", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=120), nullable=False),
        sa.Column("country_iso3", sa.String(length=3), nullable=True),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("join_url", sa.String(length=500), nullable=False),
        sa.Column("zone", sa.String(length=60), nullable=False),
        sa.Column("starts_local", sa.DateTime(), nullable=False),
        sa.Column("ends_local", sa.DateTime(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("admission", sa.String(length=20), nullable=False),
        sa.Column("opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decision_due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("offer_hours", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("wait_next", sa.Integer(), nullable=False),
        sa.Column("attendance_percent", sa.Integer(), nullable=False),
        sa.Column("certificate_design", sa.String(length=20), nullable=False),
        sa.Column("certificate_hours", sa.Integer(), nullable=True),
        sa.Column("contact_name", sa.String(length=120), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("state_reason", sa.String(length=500), nullable=False),
        sa.Column("cloned_from_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_since", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("attendance_percent BETWEEN 0 AND 100", name=op.f("ck_workshop_attendance_percent")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_workshop_span")),
        sa.CheckConstraint("taken >= 0 AND taken <= capacity", name=op.f("ck_workshop_seats")),
        sa.ForeignKeyConstraint(["cloned_from_id"], ["workshop.id"], name=op.f("fk_workshop_cloned_from_id")),
        sa.ForeignKeyConstraint(["country_iso3"], ["country.iso3"], name=op.f("fk_workshop_country_iso3")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_workshop_organisation_id")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_workshop_programme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
        sa.UniqueConstraint("code", name=op.f("uq_workshop_code")),
        sa.UniqueConstraint("slug", name=op.f("uq_workshop_slug")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_workshop_country_iso3_starts_at"), ["country_iso3", "starts_at"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_workshop_organisation_id_starts_at"), ["organisation_id", "starts_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_workshop_programme_id"), ["programme_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_workshop_visibility_starts_at_id_ends_at_state"),
            ["visibility", "starts_at", "id", "ends_at", "state"],
            unique=False,
        )

    op.create_table(
        "agenda_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("room", sa.String(length=120), nullable=False),
        sa.Column("is_pause", sa.Boolean(), nullable=False),
        sa.Column("is_required", sa.Boolean(), nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), nullable=False),
        sa.Column("starts_local", sa.DateTime(), nullable=False),
        sa.Column("ends_local", sa.DateTime(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("uid", sa.String(length=80), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_agenda_session_span")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_agenda_session_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agenda_session")),
        sa.UniqueConstraint("uid", name=op.f("uq_agenda_session_uid")),
        sa.UniqueConstraint("workshop_id", "number", name=op.f("uq_agenda_session_workshop_id_number")),
    )
    with op.batch_alter_table("agenda_session", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_agenda_session_workshop_id_starts_at_number"),
            ["workshop_id", "starts_at", "number"],
            unique=False,
        )

    op.create_table(
        "certificate_counter",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_certificate_counter_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_certificate_counter")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("audience", sa.String(length=20), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_name", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["added_by_id"], ["person.id"], name=op.f("fk_document_added_by_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_document_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
        sa.UniqueConstraint("stored_name", name=op.f("uq_document_stored_name")),
    )
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_document_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "one_time_code",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("device_digest", sa.String(length=64), nullable=False),
        sa.Column("next_path", sa.String(length=300), nullable=True),
        sa.Column("code_digest", sa.String(length=64), nullable=True),
        sa.Column("link_digest", sa.String(length=64), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_one_time_code_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_code")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_one_time_code_link_digest")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_one_time_code_asked_at"), ["asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_code_device_digest"), ["device_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_one_time_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("workshop_id", sa.Integer(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claim", sa.String(length=32), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.String(length=100), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outbox_message_person_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_outbox_message_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_message_key")),
    )
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_outbox_message_person_id_created_at"), ["person_id", "created_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_outbox_message_state_due_at"), ["state", "due_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_outbox_message_workshop_id_state_created_at"),
            ["workshop_id", "state", "created_at"],
            unique=False,
        )

    op.create_table(
        "registration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("is_live", sa.Boolean(), nullable=False),
        sa.Column("holds_seat", sa.Boolean(), nullable=False),
        sa.Column("wait_rank", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("name_latin", sa.String(length=120), nullable=False),
        sa.Column("name_own", sa.String(length=120), nullable=False),
        sa.Column("sex", sa.String(length=10), nullable=True),
        sa.Column("country_iso3", sa.String(length=3), nullable=True),
        sa.Column("organisation_id", sa.Integer(), nullable=True),
        sa.Column("agency", sa.String(length=200), nullable=False),
        sa.Column("post", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("certificate_language", sa.String(length=2), nullable=False),
        sa.Column("motivation", sa.Text(), nullable=False),
        sa.Column("needs", sa.JSON(), nullable=False),
        sa.Column("notice_version", sa.String(length=20), nullable=False),
        sa.Column("found_by", sa.Text(), nullable=False),
        sa.CheckConstraint("NOT holds_seat OR is_live", name=op.f("ck_registration_only_live_ones_hold_seats")),
        sa.ForeignKeyConstraint(["country_iso3"], ["country.iso3"], name=op.f("fk_registration_country_iso3")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_registration_organisation_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_registration_person_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_registration_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration")),
        sa.UniqueConstraint("once", name=op.f("uq_registration_once")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_registration_person_id_submitted_at"), ["person_id", "submitted_at"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_registration_state_expires_at"), ["state", "expires_at"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_registration_workshop_id_name_latin_id"), ["workshop_id", "name_latin", "id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_registration_workshop_id_state_wait_rank"),
            ["workshop_id", "state", "wait_rank"],
            unique=False,
        )
        batch_op.create_index(
            "uq_registration_live",
            ["workshop_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("is_live"),
            postgresql_where=sa.text("is_live"),
        )

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=30), nullable=False),
        sa.Column("scope", sa.String(length=20), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("granted_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["granted_by_id"], ["person.id"], name=op.f("fk_role_grant_granted_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_role_grant_scope_scope_id"), ["scope", "scope_id"], unique=False)
        batch_op.create_index(
            "uq_role_grant_live",
            ["person_id", "role", "scope", sa.text("coalesce(scope_id, 0)")],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "signatory",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_signatory_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "position", name=op.f("pk_signatory")),
    )
    op.create_table(
        "web_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("is_staff", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("proved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("browser", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_web_session_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_session")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_web_session_token_digest")),
    )
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_web_session_created_at"), ["created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_web_session_person_id"), ["person_id"], unique=False)

    op.create_table(
        "workshop_grouping",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("grouping_code", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["grouping_code"], ["grouping.code"], name=op.f("fk_workshop_grouping_grouping_code")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_grouping_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "grouping_code", name=op.f("pk_workshop_grouping")),
    )
    with op.batch_alter_table("workshop_grouping", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_grouping_grouping_code"), ["grouping_code"], unique=False)

    op.create_table(
        "workshop_instrument",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("instrument_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["instrument_code"], ["instrument.code"], name=op.f("fk_workshop_instrument_instrument_code")
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_instrument_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "instrument_code", name=op.f("pk_workshop_instrument")),
    )
    op.create_table(
        "workshop_partner",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_workshop_partner_organisation_id")
        ),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_partner_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "organisation_id", "part", name=op.f("pk_workshop_partner")),
    )
    op.create_table(
        "workshop_slug",
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_slug_workshop_id")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_workshop_slug")),
    )
    with op.batch_alter_table("workshop_slug", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_slug_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "workshop_text",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("aims", sa.Text(), nullable=False),
        sa.Column("learning_outcomes", sa.Text(), nullable=False),
        sa.Column("target_audience", sa.Text(), nullable=False),
        sa.Column("admission_criteria", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_text_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "language", name=op.f("pk_workshop_text")),
    )
    op.create_table(
        "workshop_theme",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("theme_code", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["theme_code"], ["theme.code"], name=op.f("fk_workshop_theme_theme_code")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_theme_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", "theme_code", name=op.f("pk_workshop_theme")),
    )
    with op.batch_alter_table("workshop_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_theme_theme_code"), ["theme_code"], unique=False)

    op.create_table(
        "workshop_words",
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_words_workshop_id")),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_workshop_words")),
    )
    op.create_table(
        "attendance_mark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("marked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["marked_by_id"], ["person.id"], name=op.f("fk_attendance_mark_marked_by_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_attendance_mark_registration_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["agenda_session.id"], name=op.f("fk_attendance_mark_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendance_mark")),
        sa.UniqueConstraint(
            "session_id", "registration_id", name=op.f("uq_attendance_mark_session_id_registration_id")
        ),
    )
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_mark_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "certificate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.Column("sealed_code", sa.String(length=200), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("facts_digest", sa.String(length=64), nullable=False),
        sa.Column("shows_name", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason_class", sa.String(length=30), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["issued_by_id"], ["person.id"], name=op.f("fk_certificate_issued_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_certificate_person_id")),
        sa.ForeignKeyConstraint(["registration_id"], ["registration.id"], name=op.f("fk_certificate_registration_id")),
        sa.ForeignKeyConstraint(["replaces_id"], ["certificate.id"], name=op.f("fk_certificate_replaces_id")),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_certificate_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_certificate")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_certificate_code_digest")),
        sa.UniqueConstraint("number", name=op.f("uq_certificate_number")),
        sa.UniqueConstraint("workshop_id", "serial", "edition", name=op.f("uq_certificate_workshop_id_serial_edition")),
    )
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_certificate_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(
            "uq_certificate_live",
            ["person_id", "workshop_id", "kind"],
            unique=True,
            sqlite_where=sa.text("state = 'valid'"),
            postgresql_where=sa.text("state = 'valid'"),
        )

    op.create_table(
        "entitlement_override",
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["decided_by_id"], ["person.id"], name=op.f("fk_entitlement_override_decided_by_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_entitlement_override_registration_id")
        ),
        sa.PrimaryKeyConstraint("registration_id", name=op.f("pk_entitlement_override")),
    )
    op.create_table(
        "registration_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("workshop_id", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("link_digest", sa.String(length=64), nullable=True),
        sa.Column("kept_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workshop_id"], ["workshop.id"], name=op.f("fk_registration_draft_workshop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_draft")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_registration_draft_link_digest")),
        sa.UniqueConstraint("workshop_id", "once", name=op.f("uq_registration_draft_workshop_id_once")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("registration_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_draft_kept_until"), ["kept_until"], unique=False)

    op.create_table(
        "registration_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=20), nullable=True),
        sa.Column("after", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name=op.f("fk_registration_step_actor_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_registration_step_registration_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_registration_step")),
    )
    with op.batch_alter_table("registration_step", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_registration_step_registration_id"), ["registration_id"], unique=False)

    op.create_table(
        "sent_invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("registration_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("stamped_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sent_invitation_person_id")),
        sa.ForeignKeyConstraint(
            ["registration_id"], ["registration.id"], name=op.f("fk_sent_invitation_registration_id")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["agenda_session.id"], name=op.f("fk_sent_invitation_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_invitation")),
        sa.UniqueConstraint(
            "person_id",
            "session_id",
            "sequence",
            "method",
            name=op.f("uq_sent_invitation_person_id_session_id_sequence_method"),
        ),
    )
    with op.batch_alter_table("sent_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sent_invitation_registration_id"), ["registration_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sent_invitation_session_id"), ["session_id"], unique=False)

    op.create_table(
        "speaker",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("function", sa.String(length=160), nullable=False),
        sa.ForeignKeyConstraint(["session_id"], ["agenda_session.id"], name=op.f("fk_speaker_session_id")),
        sa.PrimaryKeyConstraint("session_id", "position", name=op.f("pk_speaker")),
    )

    for table, (key, columns) in SEARCHED.items():
        _make_search_index(table, key, columns)


def _make_search_index(table: str, key: str, columns: tuple[str, ...]) -> None:
    statements = POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE
    weights = (("10.0", "A"), ("1.0", "D"))[: len(columns)]
    vectors = [
        f"setweight(to_tsvector('simple', {name}), '{letter}')"
        for name, (_, letter) in zip(columns, weights, strict=True)
    ]
    gaps = {
        "table": table,
        "key": key,
        "columns": ", ".join(columns),
        "weights": ", ".join(number for number, _ in weights),
        "vector": " || ".join(vectors),
        "old": ", ".join(f"old.{name}" for name in (key, *columns)),
        "new": ", ".join(f"new.{name}" for name in (key, *columns)),
    }
    for statement in statements:
        op.execute(statement.format(**gaps))


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in SEARCHED:
            op.execute(f"DROP TABLE {table}_search_index")
    op.drop_table("speaker")
    with op.batch_alter_table("sent_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sent_invitation_session_id"))
        batch_op.drop_index(batch_op.f("ix_sent_invitation_registration_id"))

    op.drop_table("sent_invitation")
    with op.batch_alter_table("registration_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_step_registration_id"))

    op.drop_table("registration_step")
    with op.batch_alter_table("registration_draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_registration_draft_kept_until"))

    op.drop_table("registration_draft")
    op.drop_table("entitlement_override")
    with op.batch_alter_table("certificate", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_certificate_live", sqlite_where=sa.text("state = 'valid'"), postgresql_where=sa.text("state = 'valid'")
        )
        batch_op.drop_index(batch_op.f("ix_certificate_registration_id"))

    op.drop_table("certificate")
    with op.batch_alter_table("attendance_mark", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_attendance_mark_registration_id"))

    op.drop_table("attendance_mark")
    op.drop_table("workshop_words")
    with op.batch_alter_table("workshop_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_theme_theme_code"))

    op.drop_table("workshop_theme")
    op.drop_table("workshop_text")
    with op.batch_alter_table("workshop_slug", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_slug_workshop_id"))

    op.drop_table("workshop_slug")
    op.drop_table("workshop_partner")
    op.drop_table("workshop_instrument")
    with op.batch_alter_table("workshop_grouping", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_grouping_grouping_code"))

    op.drop_table("workshop_grouping")
    with op.batch_alter_table("web_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_web_session_person_id"))
        batch_op.drop_index(batch_op.f("ix_web_session_created_at"))

    op.drop_table("web_session")
    op.drop_table("signatory")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_role_grant_live",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_role_grant_scope_scope_id"))
        batch_op.drop_index(batch_op.f("ix_role_grant_person_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_registration_live", sqlite_where=sa.text("is_live"), postgresql_where=sa.text("is_live")
        )
        batch_op.drop_index(batch_op.f("ix_registration_workshop_id_state_wait_rank"))
        batch_op.drop_index(batch_op.f("ix_registration_workshop_id_name_latin_id"))
        batch_op.drop_index(batch_op.f("ix_registration_state_expires_at"))
        batch_op.drop_index(batch_op.f("ix_registration_person_id_submitted_at"))

    op.drop_table("registration")
    with op.batch_alter_table("outbox_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outbox_message_workshop_id_state_created_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_state_due_at"))
        batch_op.drop_index(batch_op.f("ix_outbox_message_person_id_created_at"))

    op.drop_table("outbox_message")
    with op.batch_alter_table("one_time_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_one_time_code_person_id"))
        batch_op.drop_index(batch_op.f("ix_one_time_code_device_digest"))
        batch_op.drop_index(batch_op.f("ix_one_time_code_asked_at"))

    op.drop_table("one_time_code")
    with op.batch_alter_table("document", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_document_workshop_id"))

    op.drop_table("document")
    op.drop_table("certificate_counter")
    with op.batch_alter_table("agenda_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_agenda_session_workshop_id_starts_at_number"))

    op.drop_table("agenda_session")
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_workshop_visibility_starts_at_id_ends_at_state"))
        batch_op.drop_index(batch_op.f("ix_workshop_programme_id"))
        batch_op.drop_index(batch_op.f("ix_workshop_organisation_id_starts_at"))
        batch_op.drop_index(batch_op.f("ix_workshop_country_iso3_starts_at"))

    op.drop_table("workshop")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_organisation_id"))

    op.drop_table("person")
    op.drop_table("organisation")
    op.drop_table("grouping_member")
    op.drop_table("country")
    op.drop_table("workshop_counter")
    op.drop_table("theme")
    op.drop_table("region")
    op.drop_table("reference_load")
    op.drop_table("programme")
    op.drop_table("instrument")
    op.drop_table("grouping")
    op.drop_table("catalogue_version")
    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_audit_entry_object_type_object_id_sequence"))
        batch_op.drop_index(batch_op.f("ix_audit_entry_actor_id_sequence"))

    op.drop_table("audit_entry")
