package orderimport.order;

/** The carriers that share their rate limits, as they are forms of one interface. */
@FunctionalInterface
public interface RateLimitGroups {
  /** No carrier shares its limits. */
  RateLimitGroups NONE = carrier -> carrier;

  /** The name under which a carrier's requests are counted. */
  String of(String carrier);
}
