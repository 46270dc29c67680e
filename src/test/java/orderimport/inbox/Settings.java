package orderimport.inbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Binds inboxes from configuration settings. */
final class Settings {
  private Settings() {}

  /**
   * Binds an inbox.
   *
   * @param extraSettings {@code key=value}, one per line
   */
  static InboxProperties read(Path folder, String extraSettings) {
    Map<String, Object> map = new TreeMap<>();
    map.put("inbox.folder", folder.toString());
    extraSettings
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              int equals = line.indexOf('=');
              map.put(
                  "inbox." + line.substring(0, equals).strip(), line.substring(equals + 1).strip());
            });
    return new Binder(new MapConfigurationPropertySource(map))
        .bind("inbox", InboxProperties.class)
        .get();
  }
}
