package orderimport.carrier;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The carriers on the class path, by name. */
public final class Carriers {

  private final Map<String, Carrier> byName = new LinkedHashMap<>();

  public Carriers(Collection<? extends Carrier> carriers) {
    carriers.stream()
        .sorted(Comparator.comparing(Carrier::name))
        .forEach(carrier -> byName.put(carrier.name(), carrier));
  }

  /** The carriers that are registered as services. */
  public static Carriers registered() {
    return new Carriers(
        ServiceLoader.load(Carrier.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  public Collection<Carrier> all() {
    return byName.values();
  }

  public Optional<Carrier> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /**
   * The carrier with this name.
   *
   * @throws IllegalArgumentException if there is no such carrier
   */
  public Carrier get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown carrier " + name + "; known carriers: " + byName.keySet()));
  }
}
