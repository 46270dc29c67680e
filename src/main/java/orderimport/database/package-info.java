/**
 * PostgreSQL: the embedded server in the data directory, or a server that the configuration names.
 * Entry points: {@link orderimport.database.EmbeddedPostgres}, {@link
 * orderimport.database.AdvisoryLock}.
 */
@NullMarked
package orderimport.database;

import org.jspecify.annotations.NullMarked;
