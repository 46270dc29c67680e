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
            printJson(orders.stream().map(order -> json(order, lookup)).toList());
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
        Text accepted =
            CliText.IN_DOUBT_ACCEPTED.text(
                order.carrier(), order.orderRef(), order.environment(), answer.message());
        if (json) {
          rootCommand.printErr(accepted);
        } else {
          rootCommand.printOut(accepted);
        }
      }
    }
    return answers;
  }

  private static ObjectNode json(InDoubtOrder order, InDoubtLookup lookup) {
    ObjectNode json = JSON.valueToTree(order);
    json.put("reason", TextRenderer.ENGLISH.render(order.reason()));
    LookupEvidence evidence = order.lookup();
    if (evidence != null && json.get("lookup") instanceof ObjectNode looked) {
      looked.put("detail", TextRenderer.ENGLISH.render(evidence.detail()));
    }
    json.put("due_at", lookup.due(order).map(Instant::toString).orElse(null));
    json.put(
        "cannot_be_asked",
        lookup.cannotBeAsked(order).map(TextRenderer.ENGLISH::render).orElse(null));
    return json;
  }

  private String rows(InDoubtOrder order) {
    return order.rows().stream()
        .map(row -> CliText.IN_DOUBT_ROW.text(row.sheet(), row.number()))
        .map(rootCommand.texts()::render)
        .collect(joining());
  }

  private void print(
      List<InDoubtOrder> orders,
      Map<Long, Answer> answers,
      InDoubtLookup lookup,
      HeadingCatalog headingCatalog) {
    var out = rootCommand.out();
    if (orders.isEmpty()) {
      rootCommand.printOut(CliText.IN_DOUBT_NONE.text());
      return;
    }
    for (InDoubtOrder order : orders) {
      out.printf("%s %s (%s)%n", order.carrier(), order.orderRef(), order.environment());
      detail(CliText.IN_DOUBT_FROM.text(order.importId(), order.fileName(), rows(order)));
      detail(
          CliText.IN_DOUBT_SENT.text(
              String.valueOf(order.sentAt()), String.valueOf(order.worker())));
      detail(CliText.IN_DOUBT_WHY.text(order.reason()));
      detail(CliText.IN_DOUBT_REQUEST.text(String.valueOf(order.request())));
      headingCatalog
          .headers(order.carrier())
          .of(String.valueOf(order.request()))
          .forEach((name, value) -> detail(CliText.IN_DOUBT_HEADER.text(name, value)));
      printLookup(order, answers.get(order.id()), lookup);
      detail(CliText.IN_DOUBT_IF_ACCEPTED.text(order.carrier(), order.orderRef()));
      detail(CliText.IN_DOUBT_IF_NOT_RECEIVED.text(order.carrier(), order.orderRef()));
    }
  }

  private void detail(Text detail) {
    rootCommand.out().println("  " + rootCommand.texts().render(detail));
  }

  /**
   * @param answer of the look-up that was just made; null without one
   */
  private void printLookup(InDoubtOrder order, @Nullable Answer answer, InDoubtLookup lookup) {
    Optional<Text> cannotBeAsked = lookup.cannotBeAsked(order);
    LookupEvidence evidence = order.lookup();
    if (evidence != null) {
      detail(
          CliText.IN_DOUBT_LOOKED_UP.text(
              evidence.askedAt(), evidence.askedBy(), evidence.detail()));
      rootCommand.out().print("  ");
      detail(CliText.IN_DOUBT_LOOKUP_REQUEST.text(evidence.call()));
      String response = evidence.response();
      if (response != null) {
        Integer status = evidence.responseStatus();
        rootCommand.out().print("  ");
        detail(CliText.IN_DOUBT_LOOKUP_RESPONSE.text(status == null ? "" : status, response));
      }
    }
    if (cannotBeAsked.isPresent()) {
      detail(CliText.IN_DOUBT_NOT_LOOKED_UP.text(cannotBeAsked.get()));
    } else if (answer != null
        && (evidence == null || !evidence.detail().equals(answer.message()))) {
      detail(CliText.IN_DOUBT_NOT_LOOKED_UP_NOW.text(answer.message()));
    } else if (answer == null && evidence == null) {
      detail(
          CliText.IN_DOUBT_NOT_LOOKED_UP_YET.text(
              lookup.due(order).map(Instant::toString).orElse("")));
    }
  }
}
