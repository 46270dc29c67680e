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
      if (!names.add(inbox.name()) || !folders.add(whole(inbox.folder()))) {
        throw new InvalidConfigurationException(
            "order-import.inboxes: %s is there twice. Name each inbox, and each folder, once."
                .formatted(inbox.name()));
      }
    }
  }

  /** Reads them; not by annotation, since nothing below {@code order-import} may be set at all. */
  public static InboxesProperties from(Environment configuration) {
    return new InboxesProperties(
        Binder.get(configuration)
            .bind("order-import.inboxes", Bindable.listOf(InboxProperties.class))
            .orElseGet(List::of));
  }

  /** That of a folder, if it is among them. */
  public Optional<InboxProperties> of(Path folder) {
    return inboxes.stream()
        .filter(inbox -> whole(inbox.folder()).equals(whole(folder)))
        .findFirst();
  }

  private static Path whole(Path folder) {
    return folder.toAbsolutePath().normalize();
  }
}
