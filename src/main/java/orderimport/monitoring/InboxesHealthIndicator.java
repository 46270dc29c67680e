package orderimport.monitoring;

import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.inbox.InboxProperties;
import orderimport.inbox.InboxesProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Whether files can be taken out of every inbox. */
@Component("inboxes")
@ConditionalOnWebApplication
class InboxesHealthIndicator extends AbstractHealthIndicator {
  private final InboxesProperties settings;

  InboxesHealthIndicator(InboxesProperties settings) {
    this.settings = settings;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    builder.up();
    for (InboxProperties inbox : settings.inboxes()) {
      String state = state(inbox.folder());
      builder.withDetail(inbox.name(), state);
      if (!state.equals("ready")) {
        builder.down();
      }
    }
  }

  private static String state(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "there is no such folder";
    }
    return Files.isReadable(folder) && Files.isWritable(folder)
        ? "ready"
        : "files cannot be taken out of it";
  }
}
