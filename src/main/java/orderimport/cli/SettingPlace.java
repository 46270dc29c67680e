package orderimport.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;

/** Where a setting stands, for a person who is to correct it. */
final class SettingPlace {
  private SettingPlace() {}

  /** Such as {@code granite.yml, line 7}; {@code job-config/} if it is not known. */
  static String of(@Nullable ConfigurationProperty property) {
    Origin origin = property == null ? null : property.getOrigin();
    if (origin instanceof PropertySourceOrigin wrapped) {
      origin = wrapped.getOrigin();
    }
    if (origin == null) {
      return JobConfig.FOLDER + "/";
    }
    if (origin instanceof TextResourceOrigin text
        && text.getResource() != null
        && text.getLocation() != null) {
      return "%s, line %d"
          .formatted(
              Path.of(String.valueOf(text.getResource().getFilename())),
              text.getLocation().getLine() + 1);
    }
    return origin.toString();
  }
}
