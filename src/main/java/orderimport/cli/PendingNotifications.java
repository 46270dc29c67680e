package orderimport.cli;

import orderimport.notification.NotificationDispatcher;

/** Sends the notifications that a command has stored. */
final class PendingNotifications {
  private final RootCommand rootCommand;

  PendingNotifications(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  void send(NotificationDispatcher notificationDispatcher) {
    long waiting = notificationDispatcher.sendDue(rootCommand.err()::println);
    if (waiting > 0) {
      rootCommand
          .err()
          .printf(
              "%d %s could not be sent yet; the next run retries. The log file %s has the"
                  + " reason.%n",
              waiting, waiting == 1 ? "notification" : "notifications", rootCommand.logFile());
    }
  }
}
