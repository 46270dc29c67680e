package orderimport.monitoring;

import java.nio.file.Files;
import java.nio.file.Path;
import orderimport.inbox.InboxProperties;
import orderimport.inbox.InboxesProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** DOWN if a folder of an inbox is missing, or if files cannot be moved out of it. */
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
      return "folder does not exist";
    }
    return Files.isReadable(folder) && Files.isWritable(folder)
        ? "ready"
        : "folder is not readable and writable";
  }
}
