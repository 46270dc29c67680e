package orderimport.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.order.Ledger;
import orderimport.order.Order;
import orderimport.order.Orders;
import orderimport.order.Resolution;
import orderimport.order.Resolutions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "resolve",
    customSynopsis = {
      "order-import resolve CARRIER ORDER_REF --accepted CARRIER_ORDER_ID",
      "       order-import resolve CARRIER ORDER_REF --not-received"
    },
    description = "Records what the carrier reported about an order in doubt.")
final class ResolveCommand extends Command {
  @Parameters(index = "0", paramLabel = "CARRIER", description = "as `in-doubt` shows it")
  private String carrier = "";

  @Parameters(index = "1", paramLabel = "ORDER_REF", description = "as `in-doubt` shows it")
  private String orderRef = "";

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description =
          "where the order was placed; needed only if it is in doubt in several environments")
  private @Nullable String environment;

  @ArgGroup(multiplicity = "1")
  private Outcome outcome = new Outcome();

  /** Exactly one of the two options. */
  static final class Outcome {
    @Option(
        names = "--accepted",
        required = true,
        paramLabel = "CARRIER_ORDER_ID",
        description = "the carrier has the order, under this id: the order is accepted")
    private @Nullable String accepted;

    @Option(
        names = "--not-received",
        required = true,
        description =
            "the carrier never received the order: it is on hold again, and `place` sends it")
    private boolean notReceived;

    private String carrierOrderId() {
      return accepted == null ? "" : accepted.strip();
    }
  }

  ResolveCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(rootCommand, this::resolve);
  }

  private int resolve(ApplicationHandle applicationHandle) {
    // Orders of a carrier that this program no longer has can still be resolved.
    carrier = CarrierParameter.headings().carrierNamed(carrier).orElse(carrier);
    if (!outcome.notReceived) {
      int length = outcome.carrierOrderId().length();
      if (length == 0 || length > Ledger.LONGEST_CARRIER_ID) {
        rootCommand.printErr(
            CliText.RESOLVE_GIVE_ID.text(carrier, orderRef, Ledger.LONGEST_CARRIER_ID));
        return ExitCodes.USAGE;
      }
    }
    List<Order> found =
        applicationHandle.get(Orders.class).findInDoubt(carrier, orderRef).stream()
            .filter(each -> environment == null || each.environment().equalsIgnoreCase(environment))
            .toList();
    if (found.size() > 1) {
      rootCommand.printErr(
          CliText.RESOLVE_SEVERAL.text(
              carrier, orderRef, found.stream().map(Order::environment).collect(joining(", "))));
      return ExitCodes.USAGE;
    }
    if (found.isEmpty()) {
      rootCommand.printErr(CliText.RESOLVE_NONE.text(carrier, orderRef));
      return ExitCodes.USAGE;
    }
    Order order = found.get(0);
    String operator = System.getProperty("user.name");
    Resolutions resolutions = applicationHandle.get(Resolutions.class);
    String accepted = outcome.notReceived ? null : outcome.carrierOrderId();
    Resolution resolution =
        accepted != null
            ? resolutions.accepted(order, accepted, operator)
            : resolutions.notReceived(order, operator)
                ? new Resolution.Resolved()
                : new Resolution.NotInDoubt();
    if (resolution instanceof Resolution.IdTaken taken) {
      rootCommand.printErr(
          CliText.RESOLVE_ID_TAKEN.text(
              carrier,
              taken.holder().orderRef(),
              String.valueOf(accepted),
              taken.holder().importId(),
              orderRef));
      return ExitCodes.USAGE;
    }
    if (resolution instanceof Resolution.NotInDoubt) {
      rootCommand.printErr(CliText.RESOLVE_NO_LONGER.text(carrier, orderRef));
      return ExitCodes.USAGE;
    }
    applicationHandle.get(ImportService.class).resolved(order.importId(), accepted == null);
    rootCommand.printOut(
        accepted != null
            ? CliText.RESOLVE_ACCEPTED.text(carrier, orderRef, accepted)
            : CliText.RESOLVE_HELD.text(carrier, orderRef, order.importId()));
    return ExitCodes.OK;
  }
}
