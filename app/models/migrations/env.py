"""Runs migrations on the connection that app.models.register.migrate hands over."""

from alembic import context

from app.models.shared.columns import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
    include_object=lambda _object, name, kind, _reflected, _other: (
        not (kind == "table" and str(name).startswith("ticket_search"))
    ),
)
with context.begin_transaction():
    context.run_migrations()
