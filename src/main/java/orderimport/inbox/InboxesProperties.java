package orderimport.inbox;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.InvalidConfigurationException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** {@code order-import.inboxes} in {@code job-config}. */
public record InboxesProperties(List<InboxProperties> inboxes) {

  public InboxesProperties {
    inboxes = List.copyOf(inboxes);
    Set<String> names = new HashSet<>();
    Set<Path> folders = new HashSet<>();
    for (InboxProperties inbox : inboxes) {
      if (!names.add(inbox.name()) || !folders.add(normalize(inbox.folder()))) {
        throw new InvalidConfigurationException(
            "order-import.inboxes: %s is configured twice. List each inbox and each folder once."
                .formatted(inbox.name()));
      }
    }
  }

  /**
   * Binds the settings; not by annotation, because there may be no setting below {@code
   * order-import}.
   */
  public static InboxesProperties from(Environment configuration) {
    return new InboxesProperties(
        Binder.get(configuration)
            .bind("order-import.inboxes", Bindable.listOf(InboxProperties.class))
            .orElseGet(List::of));
  }

  /** The inbox of a folder, if configured. */
  public Optional<InboxProperties> of(Path folder) {
    return inboxes.stream()
        .filter(inbox -> normalize(inbox.folder()).equals(normalize(folder)))
        .findFirst();
  }

  private static Path normalize(Path folder) {
    return folder.toAbsolutePath().normalize();
  }
}
