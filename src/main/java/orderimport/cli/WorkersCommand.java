package orderimport.cli;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import orderimport.cluster.Member;
import orderimport.cluster.Members;
import orderimport.database.MachineZone;
import orderimport.job.ExitCodes;
import orderimport.job.MachineActivities;
import orderimport.job.MachineActivity;
import orderimport.problem.Text;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

@CommandLine.Command(
    name = "workers",
    description = {
      "Lists the machines that work on the same database, and what they do.",
      "",
      "Machines with another version or configuration than this one take no part in its imports."
    })
final class WorkersCommand extends Command {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  @Option(names = "--json", description = "print JSON, for scripts")
  private boolean json;

  WorkersCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() {
    return ApplicationSession.of(
        rootCommand,
        applicationHandle -> {
          Optional<Members> members = applicationHandle.find(Members.class);
          if (members.isEmpty()) {
            rootCommand.printErr(CliText.WORKER_EMBEDDED.text(rootCommand.dataDir()));
            return ExitCodes.USAGE;
          }
          List<Member> all = members.get().findAll();
          List<MachineActivity> activities =
              applicationHandle.get(MachineActivities.class).findAll();
          if (json) {
            ArrayNode array = JSON.createArrayNode();
            all.forEach(member -> array.add(json(member, members.get(), activities)));
            printJson(array);
          } else if (all.isEmpty()) {
            rootCommand.printOut(CliText.WORKERS_NONE.text());
          } else {
            print(all, members.get(), activities);
          }
          return ExitCodes.OK;
        });
  }

  private ObjectNode json(Member member, Members members, List<MachineActivity> activities) {
    ObjectNode node = JSON.createObjectNode();
    node.put("host", member.host());
    node.put("process", member.processId());
    node.put("role", member.role().name());
    node.put("version", member.version());
    node.put("since", member.since().toString());
    node.put("seen", member.seenAt().toString());
    node.put("alive", member.alive());
    member.imports().forEach(node.putArray("imports")::add);
    member.parts().forEach(node.putArray("parts")::add);
    Text obstacle = obstacle(member, members);
    node.put("takes_no_part", obstacle == null ? null : rootCommand.texts().render(obstacle));
    ArrayNode array = node.putArray("activities");
    of(member, activities)
        .forEach(
            each ->
                array
                    .addObject()
                    .put("import", each.importId())
                    .put("activity", each.activity().name()));
    return node;
  }

  private static List<MachineActivity> of(Member member, List<MachineActivity> activities) {
    return activities.stream()
        .filter(each -> each.host().equals(member.host()))
        .filter(each -> each.processId() == member.processId())
        .toList();
  }

  private void print(List<Member> all, Members members, List<MachineActivity> activities) {
    TextTable table =
        TextTable.forColumns(
            CommandLine.Help.defaultColorScheme(Ansi.OFF),
            new Column(20, 0, Column.Overflow.SPAN),
            new Column(9, 1, Column.Overflow.SPAN),
            new Column(8, 1, Column.Overflow.SPAN),
            new Column(13, 1, Column.Overflow.SPAN),
            new Column(20, 1, Column.Overflow.SPAN),
            new Column(20, 1, Column.Overflow.SPAN),
            new Column(50, 1, Column.Overflow.WRAP));
    table.addRowValues(
        word(CliText.WORKERS_HOST),
        word(CliText.WORKERS_PROCESS),
        word(CliText.WORKERS_ROLE),
        word(CliText.WORKERS_VERSION),
        word(CliText.WORKERS_SINCE),
        word(CliText.WORKERS_SEEN),
        word(CliText.WORKERS_WORK));
    for (Member member : all) {
      table.addRowValues(
          member.host(),
          String.valueOf(member.processId()),
          word(CliText.valueOf("ROLE_" + member.role())),
          member.version(),
          local(member.since()),
          local(member.seenAt()),
          work(member, members, of(member, activities)));
    }
    rootCommand.out().println(table);
  }

  private String work(Member member, Members members, List<MachineActivity> activities) {
    List<Text> lines = new ArrayList<>();
    if (!member.imports().isEmpty()) {
      lines.add(CliText.WORKERS_IMPORTS.text(join(member.imports())));
    }
    activities.forEach(each -> lines.add(each.text()));
    Text obstacle = obstacle(member, members);
    if (obstacle != null) {
      lines.add(obstacle);
    }
    return lines.isEmpty()
        ? "-"
        : String.join("; ", lines.stream().map(rootCommand.texts()::render).toList());
  }

  /** Why a process takes no part in imports of this machine; null if it does. */
  private static @Nullable Text obstacle(Member member, Members members) {
    if (!member.alive()) {
      return CliText.WORKERS_GONE.text();
    } else if (!member.version().equals(members.version())) {
      return CliText.WORKERS_OTHER_VERSION.text(members.version());
    }
    List<String> differences = members.differences(member);
    return differences.isEmpty()
        ? null
        : CliText.WORKERS_OTHER_CONFIGURATION.text(join(differences));
  }

  private static String join(List<?> values) {
    return String.join(", ", values.stream().map(String::valueOf).toList());
  }

  private String word(CliText word) {
    return rootCommand.texts().render(word.text());
  }

  private static String local(Instant time) {
    return TIME.format(time.atZone(MachineZone.get()));
  }
}
