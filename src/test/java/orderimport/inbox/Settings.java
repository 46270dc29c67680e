package orderimport.inbox;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings of inboxes as the configuration has them. */
final class Settings {
  private Settings() {}

  /**
   * Those of one inbox.
   *
   * @param more {@code key=value}, one a line
   */
  static InboxProperties read(Path folder, String more) {
    Map<String, Object> map = new TreeMap<>();
    map.put("inbox.folder", folder.toString());
    more.lines()
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
