package orderimport.inbox;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import orderimport.carrier.SettingException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** {@code order-import.inboxes} in {@code job-config}. */
public record InboxesSettings(List<InboxSettings> inboxes) {

  public InboxesSettings {
    inboxes = List.copyOf(inboxes);
    Set<String> names = new HashSet<>();
    Set<Path> folders = new HashSet<>();
    for (InboxSettings inbox : inboxes) {
      if (!names.add(inbox.name()) || !folders.add(whole(inbox.folder()))) {
        throw new SettingException(
            "order-import.inboxes: %s is there twice. Name each inbox, and each folder, once."
                .formatted(inbox.name()));
      }
    }
  }

  /** Reads them; not by annotation, since nothing below {@code order-import} may be set at all. */
  public static InboxesSettings from(Environment configuration) {
    return new InboxesSettings(
        Binder.get(configuration)
            .bind("order-import.inboxes", Bindable.listOf(InboxSettings.class))
            .orElseGet(List::of));
  }

  /** That of a folder, if it is among them. */
  public Optional<InboxSettings> of(Path folder) {
    return inboxes.stream()
        .filter(inbox -> whole(inbox.folder()).equals(whole(folder)))
        .findFirst();
  }

  private static Path whole(Path folder) {
    return folder.toAbsolutePath().normalize();
  }
}
