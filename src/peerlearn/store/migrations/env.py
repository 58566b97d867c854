"""What Alembic runs to apply a step: on the connection that ``peerlearn.store.migrate`` hands over, inside its transaction."""

from alembic import context

from peerlearn.store.models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
