"""The first schema: tickets and all that a desk keeps of them, the journal and the search index."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SEARCH = (
    "CREATE VIRTUAL TABLE ticket_search USING fts5(body, content='', columnsize=0, detail=full,"
    " tokenize=\"unicode61 remove_diacritics 0\")"
)
APPEND_ONLY = (
    "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal"
    " BEGIN SELECT raise(ABORT, 'the journal is append-only'); END",
    "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal"
    " BEGIN SELECT raise(ABORT, 'the journal is append-only'); END",
)


def upgrade() -> None:
    op.create_table('aliases',
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('header', sa.Text(), nullable=False),
    sa.Column('field', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('kind', 'header', name=op.f('pk_aliases'))
    )
    op.create_table('imports',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('who', sa.Text(), server_default='', nullable=False),
    sa.Column('file', sa.Text(), server_default='', nullable=False),
    sa.Column('digest', sa.Text(), server_default='', nullable=False),
    sa.Column('kind', sa.Text(), server_default='', nullable=False),
    sa.Column('backlog', sa.Integer(), server_default='0', nullable=False),
    sa.Column('rows', sa.Integer(), server_default='0', nullable=False),
    sa.Column('created', sa.Integer(), server_default='0', nullable=False),
    sa.Column('updated', sa.Integer(), server_default='0', nullable=False),
    sa.Column('unchanged', sa.Integer(), server_default='0', nullable=False),
    sa.Column('refused', sa.Integer(), server_default='0', nullable=False),
    sa.Column('error', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_imports'))
    )
    op.create_index('ix_imports_digest', 'imports', ['digest'], unique=False)
    op.create_table('journal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('who', sa.Text(), nullable=False),
    sa.Column('verb', sa.Text(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=True),
    sa.Column('ticket_number', sa.Text(), server_default='', nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.Column('changes', sa.Text(), server_default='{}', nullable=False),
    sa.Column('previous_hash', sa.Text(), nullable=False),
    sa.Column('hash', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_journal'))
    )
    op.create_index('ix_journal_at', 'journal', ['at'], unique=False)
    op.create_index('ix_journal_ticket_id', 'journal', ['ticket_id'], unique=False, sqlite_where=sa.text('ticket_id IS NOT NULL'))
    op.create_table('marks',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_marks'))
    )
    op.create_table('people',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('role', sa.Text(), nullable=False),
    sa.Column('last_seen', sa.BigInteger(), nullable=True),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_people'))
    )
    op.create_table('saved_queues',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('query', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_queues')),
    sa.UniqueConstraint('name', name=op.f('uq_saved_queues_name'))
    )
    op.create_table('settings',
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('value', sa.Text(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_settings'))
    )
    op.create_table('tickets',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Text(), nullable=False),
    sa.Column('source', sa.Text(), server_default='', nullable=False),
    sa.Column('other_number', sa.Text(), server_default='', nullable=False),
    sa.Column('title', sa.Text(), server_default='', nullable=False),
    sa.Column('content', sa.Text(), server_default='', nullable=False),
    sa.Column('type', sa.Text(), server_default='', nullable=False),
    sa.Column('nature', sa.Text(), server_default='', nullable=False),
    sa.Column('category_1', sa.Text(), server_default='', nullable=False),
    sa.Column('category_2', sa.Text(), server_default='', nullable=False),
    sa.Column('category_3', sa.Text(), server_default='', nullable=False),
    sa.Column('tags', sa.Text(), server_default='', nullable=False),
    sa.Column('urgency', sa.Text(), server_default='general', nullable=False),
    sa.Column('urgency_raw', sa.Text(), server_default='', nullable=False),
    sa.Column('time_class', sa.Text(), server_default='default', nullable=False),
    sa.Column('status', sa.Text(), nullable=False),
    sa.Column('platform_status', sa.Text(), server_default='', nullable=False),
    sa.Column('is_open', sa.Integer(), server_default='0', nullable=False),
    sa.Column('backlog', sa.Integer(), server_default='0', nullable=False),
    sa.Column('caller', sa.Text(), server_default='', nullable=False),
    sa.Column('phone_raw', sa.Text(), server_default='', nullable=False),
    sa.Column('phones', sa.Text(), server_default='', nullable=False),
    sa.Column('caller_address', sa.Text(), server_default='', nullable=False),
    sa.Column('street', sa.Text(), server_default='', nullable=False),
    sa.Column('community', sa.Text(), server_default='', nullable=False),
    sa.Column('place', sa.Text(), server_default='', nullable=False),
    sa.Column('merchant', sa.Text(), server_default='', nullable=False),
    sa.Column('unit', sa.Text(), server_default='', nullable=False),
    sa.Column('office', sa.Text(), server_default='', nullable=False),
    sa.Column('dispatched_at', sa.BigInteger(), nullable=False),
    sa.Column('dispatched_basis', sa.Text(), server_default='', nullable=False),
    sa.Column('city_dispatched_at', sa.BigInteger(), nullable=True),
    sa.Column('called_at', sa.BigInteger(), nullable=True),
    sa.Column('created_on', sa.BigInteger(), nullable=True),
    sa.Column('imported_deadline', sa.BigInteger(), nullable=True),
    sa.Column('sign_due_at', sa.BigInteger(), nullable=True),
    sa.Column('signed_at', sa.BigInteger(), nullable=True),
    sa.Column('signed_by', sa.Text(), server_default='', nullable=False),
    sa.Column('sign_late', sa.Integer(), server_default='0', nullable=False),
    sa.Column('sign_late_reason', sa.Text(), server_default='', nullable=False),
    sa.Column('contact_due_at', sa.BigInteger(), nullable=True),
    sa.Column('first_contact_at', sa.BigInteger(), nullable=True),
    sa.Column('deadline_at', sa.BigInteger(), nullable=True),
    sa.Column('closed_at', sa.BigInteger(), nullable=True),
    sa.Column('result', sa.Text(), server_default='', nullable=False),
    sa.Column('reply', sa.Text(), server_default='', nullable=False),
    sa.Column('platform_valid', sa.Text(), server_default='', nullable=False),
    sa.Column('platform_contacted', sa.Text(), server_default='', nullable=False),
    sa.Column('platform_solved', sa.Text(), server_default='', nullable=False),
    sa.Column('platform_satisfied', sa.Text(), server_default='', nullable=False),
    sa.Column('month_count', sa.Integer(), nullable=True),
    sa.Column('year_count', sa.Integer(), nullable=True),
    sa.Column('excluded', sa.Integer(), server_default='0', nullable=False),
    sa.Column('parked', sa.Integer(), server_default='0', nullable=False),
    sa.Column('off_volume', sa.Integer(), server_default='0', nullable=False),
    sa.Column('next_clock', sa.Text(), server_default='', nullable=False),
    sa.Column('next_due', sa.BigInteger(), server_default='253402300799', nullable=False),
    sa.Column('extra', sa.Text(), server_default='{}', nullable=False),
    sa.Column('raw', sa.Text(), server_default='{}', nullable=False),
    sa.Column('local_fields', sa.Text(), server_default='', nullable=False),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('import_row', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_tickets')),
    sa.UniqueConstraint('number', 'source', name=op.f('uq_tickets_number'))
    )
    op.create_index('ix_tickets_closed', 'tickets', ['closed_at', 'id'], unique=False, sqlite_where=sa.text("status = 'closed'"))
    op.create_index('ix_tickets_dispatched', 'tickets', ['dispatched_at', 'id'], unique=False)
    op.create_index('ix_tickets_open_counts', 'tickets', ['status', 'urgency', 'backlog', 'deadline_at', 'sign_due_at'], unique=False, sqlite_where=sa.text('is_open = 1'))
    op.create_index('ix_tickets_open_deadline', 'tickets', ['deadline_at', 'id'], unique=False, sqlite_where=sa.text('is_open = 1'))
    op.create_index('ix_tickets_open_next', 'tickets', ['status', 'next_due', 'id'], unique=False, sqlite_where=sa.text('is_open = 1'))
    op.create_table('typed_drafts',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('saved_at', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('key', name=op.f('pk_typed_drafts'))
    )
    op.create_table('upkeep_runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('kind', sa.Text(), nullable=False),
    sa.Column('ok', sa.Integer(), server_default='0', nullable=False),
    sa.Column('text', sa.Text(), server_default='', nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_upkeep_runs'))
    )
    op.create_table('attempts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('who', sa.Text(), server_default='', nullable=False),
    sa.Column('number', sa.Text(), server_default='', nullable=False),
    sa.Column('outcome', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_attempts_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_attempts'))
    )
    op.create_index('ix_attempts_at', 'attempts', ['at'], unique=False)
    op.create_index('ix_attempts_ticket_id', 'attempts', ['ticket_id'], unique=False)
    op.create_table('escalations',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('deadline_at', sa.BigInteger(), nullable=False),
    sa.Column('raised_at', sa.BigInteger(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('reported_at', sa.BigInteger(), nullable=True),
    sa.Column('reported_to', sa.Text(), server_default='', nullable=False),
    sa.Column('channel', sa.Text(), server_default='', nullable=False),
    sa.Column('reported_by', sa.Text(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_escalations_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_escalations')),
    sa.UniqueConstraint('ticket_id', 'deadline_at', name=op.f('uq_escalations_ticket_id'))
    )
    op.create_index('ix_escalations_state', 'escalations', ['state', 'deadline_at'], unique=False)
    op.create_table('reminders',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('clock', sa.Text(), nullable=False),
    sa.Column('slot', sa.Text(), nullable=False),
    sa.Column('round', sa.Integer(), server_default='1', nullable=False),
    sa.Column('planned_at', sa.BigInteger(), nullable=False),
    sa.Column('due_at', sa.BigInteger(), nullable=True),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('raised_at', sa.BigInteger(), nullable=True),
    sa.Column('shown_at', sa.BigInteger(), nullable=True),
    sa.Column('channel', sa.Text(), server_default='', nullable=False),
    sa.Column('times_raised', sa.Integer(), server_default='0', nullable=False),
    sa.Column('acknowledged_at', sa.BigInteger(), nullable=True),
    sa.Column('acknowledged_by', sa.Text(), server_default='', nullable=False),
    sa.Column('returns_at', sa.BigInteger(), nullable=True),
    sa.Column('reason', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_reminders_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_reminders')),
    sa.UniqueConstraint('ticket_id', 'clock', 'slot', 'round', name=op.f('uq_reminders_ticket_id'))
    )
    op.create_index('ix_reminders_ringing', 'reminders', ['due_at'], unique=False, sqlite_where=sa.text("state IN ('raised', 'shown')"))
    op.create_index('ix_reminders_returning', 'reminders', ['returns_at'], unique=False, sqlite_where=sa.text("state = 'acknowledged'"))
    op.create_index('ix_reminders_planned', 'reminders', ['planned_at'], unique=False, sqlite_where=sa.text("state = 'planned'"))
    op.create_table('returns',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('state', sa.Text(), nullable=False),
    sa.Column('ground', sa.Text(), nullable=False),
    sa.Column('basis', sa.Text(), server_default='', nullable=False),
    sa.Column('suggested_unit', sa.Text(), server_default='', nullable=False),
    sa.Column('note', sa.Text(), server_default='', nullable=False),
    sa.Column('attachments', sa.Text(), server_default='[]', nullable=False),
    sa.Column('status_before', sa.Text(), server_default='', nullable=False),
    sa.Column('created_at', sa.BigInteger(), nullable=False),
    sa.Column('created_by', sa.Text(), server_default='', nullable=False),
    sa.Column('sent_at', sa.BigInteger(), nullable=True),
    sa.Column('due_at', sa.BigInteger(), nullable=True),
    sa.Column('decided_at', sa.BigInteger(), nullable=True),
    sa.Column('decision_note', sa.Text(), server_default='', nullable=False),
    sa.Column('version', sa.Integer(), server_default='1', nullable=False),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_returns_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_returns')),
    sa.UniqueConstraint('ticket_id', 'round', name=op.f('uq_returns_ticket_id'))
    )
    op.create_index('ix_returns_state', 'returns', ['state'], unique=False)
    op.create_table('surveys',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('ticket_id', sa.Integer(), nullable=False),
    sa.Column('attempt_id', sa.Integer(), nullable=True),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('at', sa.BigInteger(), nullable=False),
    sa.Column('who', sa.Text(), server_default='', nullable=False),
    sa.Column('valid', sa.Integer(), server_default='0', nullable=False),
    sa.Column('contacted', sa.Text(), server_default='', nullable=False),
    sa.Column('solved', sa.Text(), server_default='', nullable=False),
    sa.Column('satisfied', sa.Text(), server_default='', nullable=False),
    sa.Column('reason', sa.Text(), server_default='', nullable=False),
    sa.ForeignKeyConstraint(['attempt_id'], ['attempts.id'], name=op.f('fk_surveys_attempt_id')),
    sa.ForeignKeyConstraint(['ticket_id'], ['tickets.id'], name=op.f('fk_surveys_ticket_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_surveys')),
    sa.UniqueConstraint('ticket_id', 'round', name=op.f('uq_surveys_ticket_id'))
    )
    op.create_index('ix_surveys_at', 'surveys', ['at'], unique=False)
    op.execute(SEARCH)
    op.execute("INSERT INTO ticket_search(ticket_search, rank) VALUES ('hashsize', 67108864)")
    for statement in APPEND_ONLY:
        op.execute(statement)
