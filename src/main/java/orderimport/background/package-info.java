/**
 * The work in the background while the web page is served: queued imports and those that their
 * process left, inboxes, notifications, retention. Entry points: {@link
 * orderimport.background.ImportTaskExecutor}, {@code BackgroundTasks}.
 */
@NullMarked
package orderimport.background;

import org.jspecify.annotations.NullMarked;
