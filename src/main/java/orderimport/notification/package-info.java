/**
 * Mails and webhooks after a run. {@link orderimport.notification.Outbox} stores them in the
 * database, {@link orderimport.notification.NotificationDispatcher} sends them until they are
 * delivered.
 */
@NullMarked
package orderimport.notification;

import org.jspecify.annotations.NullMarked;
