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
      CliText text = waiting == 1 ? CliText.NOTIFICATIONS_WAIT_ONE : CliText.NOTIFICATIONS_WAIT;
      rootCommand.printErr(text.text(waiting, rootCommand.logFile()));
    }
  }
}
