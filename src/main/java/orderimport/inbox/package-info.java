/**
 * Folders that people drop spreadsheets into: worked through by a command, at set times, or as soon
 * as a file is there; {@link orderimport.inbox.InboxService} does it, and tells of it afterwards.
 */
@NullMarked
package orderimport.inbox;

import org.jspecify.annotations.NullMarked;
