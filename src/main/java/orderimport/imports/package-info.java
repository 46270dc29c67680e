/**
 * An import: its state, sheets, staged rows and problems in PostgreSQL, the audit log, and the
 * lease that lets one process work on it. Entry points: {@link orderimport.imports.Imports}, {@link
 * orderimport.imports.StagedRows}.
 */
@NullMarked
package orderimport.imports;

import org.jspecify.annotations.NullMarked;
