package orderimport.cli;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import orderimport.carrier.Carriers;

/**
 * The name of a configuration file. {@code telecomx-prod.yml} is the variant of {@code
 * telecomx.yml} for the profile {@code prod}, unless a carrier is named {@code telecomx-prod}.
 *
 * @param stem the name without its extension
 * @param ending {@code yml}, {@code yaml} or {@code properties}
 */
record ConfigFile(String stem, String ending) {
  private static final String APPLICATION = "application";

  /** Not read by Spring Boot: it maps columns to headings. */
  private static final String COLUMNS = "columns.yml";

  private static final Carriers CARRIERS = Carriers.registered();

  /** Whether Spring Boot can read the file. */
  static boolean isConfigFile(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.matches("[^.].*\\.(ya?ml|properties)") && !name.equals(COLUMNS);
  }

  static ConfigFile of(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return new ConfigFile(name.substring(0, dot), name.substring(dot + 1));
  }

  boolean isApplication() {
    return stem.equals(APPLICATION);
  }

  String name() {
    return stem + "." + ending;
  }

  /** The file name of the variant for a profile. */
  String variant(String profile) {
    return stem + "-" + profile + "." + ending;
  }

  /**
   * The files that this file is a variant of; empty if it is not a variant.
   *
   * @param stems the stems of all files in the same folder
   */
  List<ConfigFile> bases(Collection<String> stems) {
    return baseStems(stem, stems).map(base -> new ConfigFile(base, ending)).toList();
  }

  /** The profiles that this file is a variant for, one for each of its {@link #bases}. */
  List<String> profiles(Collection<String> stems) {
    return baseStems(stem, stems).map(base -> stem.substring(base.length() + 1)).toList();
  }

  private static Stream<String> baseStems(String stem, Collection<String> stems) {
    if (CARRIERS.find(stem).isPresent()) {
      return Stream.empty();
    }
    return Stream.concat(stems.stream(), Stream.of(APPLICATION))
        .distinct()
        .filter(base -> stem.startsWith(base + "-") && stem.length() > base.length() + 1)
        .filter(base -> baseStems(base, stems).findAny().isEmpty());
  }
}
