package orderimport.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Creates the commands and passes each its {@link RootCommand}. */
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
