package orderimport.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out the help of a command: its own options first, then the options of every command. */
final class HelpLayout {
  private final CommandSpec root;

  private HelpLayout(CommandSpec root) {
    this.root = root;
  }

  static void applyTo(CommandLine commandLine) {
    new HelpLayout(commandLine.getCommandSpec()).layOut(commandLine);
  }

  private void layOut(CommandLine command) {
    command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, this::options);
    command.getSubcommands().values().forEach(this::layOut);
  }

  private String options(Help help) {
    return list(help, "%nOptions:%n", option -> !isOfEvery(option))
        + list(help, "%nOptions of every command:%n", this::isOfEvery);
  }

  private boolean isOfEvery(OptionSpec option) {
    return root.findOption(option.longestName()) != null;
  }

  private static String list(Help help, String heading, Predicate<OptionSpec> which) {
    List<OptionSpec> options =
        help.commandSpec().options().stream()
            .filter(option -> !option.hidden())
            .filter(which)
            .toList();
    if (options.isEmpty()) {
      return "";
    }
    Help.Layout layout = help.createDefaultLayout(options, new ArrayList<>(), help.colorScheme());
    layout.addAllOptions(options, help.parameterLabelRenderer());
    return help.createHeading(heading) + layout;
  }
}
