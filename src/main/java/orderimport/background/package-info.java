/** Scheduled tasks while the web page is served: inboxes, notifications, retention. */
@NullMarked
package orderimport.background;

import org.jspecify.annotations.NullMarked;
