package orderimport.cluster;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import orderimport.carrier.CarrierProperties;
import orderimport.carrier.OrderImportProperties;
import orderimport.heading.HeadingAliases;

/**
 * What the built orders depend on, besides the rows: the version, the columns' headings, and
 * settings of the carriers. Processes build for each other only if all of it is equal. Credentials
 * and addresses, which may differ between machines, do not count.
 *
 * @param parts the hash of each part of the configuration, by its name
 */
record BuildFingerprint(String version, Map<String, String> parts) {
  private static final int LENGTH = 16;

  static BuildFingerprint of(OrderImportProperties settings, HeadingAliases aliases) {
    String version = BuildFingerprint.class.getPackage().getImplementationVersion();
    return of(Objects.requireNonNullElse(version, "development"), settings, aliases);
  }

  static BuildFingerprint of(
      String version, OrderImportProperties settings, HeadingAliases aliases) {
    Map<String, String> parts = new TreeMap<>();
    parts.put("columns.yml", hash(aliases.toString()));
    settings.carriers().forEach((name, carrier) -> parts.put(name, hash(relevant(carrier))));
    return new BuildFingerprint(version, parts);
  }

  private static String relevant(CarrierProperties carrier) {
    return List.of(
            carrier.environment(),
            carrier.zone(),
            new TreeMap<>(carrier.defaults()),
            carrier.addressCheck() ? carrier.baseUrl() : "")
        .toString();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The group of messages of the processes with this fingerprint. */
  String group() {
    return version + " " + parts;
  }

  /** The names of the parts that differ from those of another process; empty if none does. */
  List<String> differences(Map<String, String> others) {
    TreeSet<String> names = new TreeSet<>(parts.keySet());
    names.addAll(others.keySet());
    names.removeIf(name -> Objects.equals(parts.get(name), others.get(name)));
    return List.copyOf(names);
  }
}
