package orderimport.cli;

import java.util.Iterator;
import java.util.List;
import orderimport.carrier.Carrier;
import orderimport.carrier.Carriers;
import orderimport.heading.HeadingAliases;
import orderimport.heading.HeadingCatalog;
import picocli.CommandLine.Parameters;

/** The CARRIER parameter of a command. */
final class CarrierParameter {
  @Parameters(
      paramLabel = "CARRIER",
      completionCandidates = Names.class,
      description = "one of ${COMPLETION-CANDIDATES}")
  private String carrier = "";

  /** The names of all carriers, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return names().iterator();
    }
  }

  private static List<String> names() {
    return Carriers.registered().all().stream().map(Carrier::name).toList();
  }

  /** The headings of all carriers, including the aliases of {@code columns.yml}. */
  static HeadingCatalog headings() {
    return new HeadingCatalog(
        Carriers.registered(), HeadingAliases.fromConfiguration(ConfigLocations.inUse()));
  }

  /**
   * The carrier's name.
   *
   * @throws picocli.CommandLine.ParameterException if there is no such carrier
   */
  String name(HeadingCatalog headingCatalog, RootCommand rootCommand) {
    return name(carrier, headingCatalog, rootCommand);
  }

  /**
   * The name of a carrier.
   *
   * @throws picocli.CommandLine.ParameterException if there is no such carrier
   */
  static String name(String carrier, HeadingCatalog headingCatalog, RootCommand rootCommand) {
    return headingCatalog
        .carrierNamed(carrier)
        .orElseThrow(
            () ->
                rootCommand.wrongUsage(
                    CliText.NO_CARRIER.text(carrier, String.join(", ", names()))));
  }
}
