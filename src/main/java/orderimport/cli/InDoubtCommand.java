package orderimport.cli;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import orderimport.heading.HeadingCatalog;
import orderimport.job.ExitCodes;
import orderimport.job.ImportService;
import orderimport.order.InDoubtOrder;
import orderimport.order.InDoubtOrders;
import orderimport.order.LookupEvidence;
import orderimport.placement.InDoubtLookup;
import orderimport.placement.InDoubtLookup.Answer;
import orderimport.placement.InDoubtLookup.Kind;
import orderimport.problem.Text;
import orderimport.problem.TextRenderer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@CommandLine.Command(
    name = "in-doubt",
    description = {
      "Lists the orders whose outcome is unknown, with the details needed to ask the carrier.",
      "",
      "With --ask it first looks each one up at its carrier, where the carrier can be asked.",
      "Of the others, ask the carrier; then run `order-import resolve CARRIER ORDER_REF`."
    })
final class InDoubtCommand extends Command {
  @Option(names = "--json", description = "print JSON, for scripts")
  private boolean json;

  @Option(
      names = "--ask",
      description =
          "first look the orders up at their carriers; those that are found there are accepted")
  private boolean ask;

  InDoubtCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          Map<Long, Answer> answers = ask ? ask(applicationHandle) : Map.of();
          List<InDoubtOrder> orders = applicationHandle.get(InDoubtOrders.class).findAll();
          InDoubtLookup lookup = applicationHandle.get(InDoubtLookup.class);
          if (json) {
            rootCommand
                .out()
                .println(
                    JsonMapper.shared()
                        .writerWithDefaultPrettyPrinter()
                        .writeValueAsString(
                            orders.stream().map(order -> json(order, lookup)).toList()));
          } else {
            print(orders, answers, lookup, applicationHandle.get(HeadingCatalog.class));
          }
          return ExitCodes.OK;
        });
  }

  /** Looks up all orders in doubt; prints those that are accepted now. */
  private Map<Long, Answer> ask(ApplicationHandle applicationHandle) {
    Map<Long, Answer> answers = new HashMap<>();
    for (Answer answer : applicationHandle.get(ImportService.class).lookUpAll()) {
      InDoubtOrder order = answer.order();
      answers.put(order.id(), answer);
      if (answer.kind() == Kind.ACCEPTED) {
        (json ? rootCommand.err() : rootCommand.out())
            .printf(
                "%s %s (%s) is accepted: %s%n",
                order.carrier(),
                order.orderRef(),
                order.environment(),
                rootCommand.texts().render(answer.message()));
      }
    }
    return answers;
  }

  private static ObjectNode json(InDoubtOrder order, InDoubtLookup lookup) {
    ObjectNode json = JsonMapper.shared().valueToTree(order);
    json.put("reason", TextRenderer.ENGLISH.render(order.reason()));
    LookupEvidence evidence = order.lookup();
    if (evidence != null && json.get("lookup") instanceof ObjectNode looked) {
      looked.put("detail", TextRenderer.ENGLISH.render(evidence.detail()));
    }
    json.put("dueAt", lookup.due(order).map(Instant::toString).orElse(null));
    json.put(
        "cannotBeAsked",
        lookup.cannotBeAsked(order).map(TextRenderer.ENGLISH::render).orElse(null));
    return json;
  }

  private static String rows(InDoubtOrder order) {
    return order.rows().stream()
        .map(row -> ", %s, row %d".formatted(row.sheet(), row.number()))
        .collect(joining());
  }

  private void print(
      List<InDoubtOrder> orders,
      Map<Long, Answer> answers,
      InDoubtLookup lookup,
      HeadingCatalog headingCatalog) {
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
      printLookup(order, answers.get(order.id()), lookup);
      out.printf(
          "  if the carrier has it:      order-import resolve %s %s --accepted ID%n",
          order.carrier(), order.orderRef());
      out.printf(
          "  if it never received it:    order-import resolve %s %s --not-received%n",
          order.carrier(), order.orderRef());
    }
  }

  /**
   * @param answer of the look-up that was just made; null without one
   */
  private void printLookup(InDoubtOrder order, @Nullable Answer answer, InDoubtLookup lookup) {
    var out = rootCommand.out();
    Optional<Text> cannotBeAsked = lookup.cannotBeAsked(order);
    LookupEvidence evidence = order.lookup();
    if (evidence != null) {
      out.printf(
          "  looked up at %s by %s: %s%n",
          evidence.askedAt(), evidence.askedBy(), rootCommand.texts().render(evidence.detail()));
      out.printf("    the request: %s%n", evidence.call());
      if (evidence.response() != null) {
        out.printf(
            "    the response: %s %s%n",
            evidence.responseStatus() == null ? "" : evidence.responseStatus(),
            evidence.response());
      }
    }
    if (cannotBeAsked.isPresent()) {
      out.printf("  not looked up: %s%n", rootCommand.texts().render(cannotBeAsked.get()));
    } else if (answer != null
        && (evidence == null || !evidence.detail().equals(answer.message()))) {
      out.printf("  not looked up now: %s%n", rootCommand.texts().render(answer.message()));
    } else if (answer == null && evidence == null) {
      out.printf(
          "  not looked up yet: `order-import in-doubt --ask` does it from %s on%n",
          lookup.due(order).map(Instant::toString).orElse(""));
    }
  }
}
