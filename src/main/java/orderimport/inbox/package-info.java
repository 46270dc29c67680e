/**
 * Folders that are imported by a command, on a schedule, or as soon as a file arrives. Entry point:
 * {@link orderimport.inbox.InboxService}.
 */
@NullMarked
package orderimport.inbox;

import org.jspecify.annotations.NullMarked;
