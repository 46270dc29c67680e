/**
 * What people are told after a run: mails and webhooks. {@link orderimport.message.Outbox} keeps
 * them in the database, {@link orderimport.message.NotificationDispatcher} sends them until they
 * have arrived.
 */
@NullMarked
package orderimport.message;

import org.jspecify.annotations.NullMarked;
