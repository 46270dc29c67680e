package orderimport.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands, and gives each the program that it is a command of. */
final class CommandFactory implements IFactory {
  private final IFactory defaults = CommandLine.defaultFactory();
  private final RootCommand rootCommand;

  CommandFactory(RootCommand rootCommand) {
    this.rootCommand = rootCommand;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (Command.class.isAssignableFrom(type)) {
      var constructor = type.getDeclaredConstructor(RootCommand.class);
      return constructor.newInstance(rootCommand);
    }
    return defaults.create(type);
  }
}
