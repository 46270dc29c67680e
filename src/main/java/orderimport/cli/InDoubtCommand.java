package orderimport.cli;

import static java.util.stream.Collectors.joining;

import java.util.List;
import orderimport.heading.HeadingCatalog;
import orderimport.job.ExitCodes;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.problem.TextRenderer;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@CommandLine.Command(
    name = "in-doubt",
    description = {
      "Lists the orders whose outcome is unknown, with the details needed to ask the carrier.",
      "",
      "Once the carrier has answered, run `order-import resolve CARRIER ORDER_REF`."
    })
final class InDoubtCommand extends Command {
  @Option(names = "--json", description = "print JSON, for scripts")
  private boolean json;

  InDoubtCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          List<InDoubtOrder> orders = applicationHandle.get(InDoubtOrders.class).findAll();
          if (json) {
            rootCommand
                .out()
                .println(
                    JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(orders.stream().map(InDoubtCommand::json).toList()));
          } else {
            print(orders, applicationHandle.get(HeadingCatalog.class));
          }
          return ExitCodes.OK;
        });
  }

  private static ObjectNode json(InDoubtOrder order) {
    ObjectNode json = JsonMapper.shared().valueToTree(order);
    return json.put("reason", TextRenderer.ENGLISH.render(order.reason()));
  }

  private static String rows(InDoubtOrder order) {
    return order.rows().stream()
        .map(row -> ", %s, row %d".formatted(row.sheet(), row.number()))
        .collect(joining());
  }

  private void print(List<InDoubtOrder> orders, HeadingCatalog headingCatalog) {
    var out = rootCommand.out();
    if (orders.isEmpty()) {
      out.println("No order is in doubt.");
      return;
    }
    for (InDoubtOrder order : orders) {
      out.printf("%s %s (%s)%n", order.carrier(), order.orderRef(), order.environment());
      out.printf("  from import %d (%s)%s%n", order.importId(), order.fileName(), rows(order));
      out.printf("  sent at %s by %s%n", order.sentAt(), order.worker());
      out.printf("  why in doubt: %s%n", rootCommand.texts().render(order.reason()));
      out.printf("  what was sent: %s%n", order.request());
      headingCatalog
          .headers(order.carrier())
          .of(String.valueOf(order.request()))
          .forEach((name, value) -> out.printf("  with the header: %s: %s%n", name, value));
      out.printf(
          "  if the carrier has it:      order-import resolve %s %s --accepted ID%n",
          order.carrier(), order.orderRef());
      out.printf(
          "  if it never received it:    order-import resolve %s %s --not-received%n",
          order.carrier(), order.orderRef());
    }
  }
}
