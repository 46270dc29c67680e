package orderimport.cli;

import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import orderimport.cluster.PartitionWorker;
import orderimport.cluster.Role;
import orderimport.job.ExitCodes;
import picocli.CommandLine;

@CommandLine.Command(
    name = "worker",
    description = {
      "Works for the imports of other machines on the same database until stopped with Ctrl-C.",
      "",
      "The machines share a PostgreSQL server, spring.datasource.url, and need the same version and"
          + " the same job-config; `workers` lists them. `serve` and `import` work for other"
          + " machines, too."
    })
final class WorkerCommand extends Command {
  WorkerCommand(RootCommand rootCommand) {
    super(rootCommand);
  }

  @Override
  public Integer call() throws InterruptedException {
    CountDownLatch ended = new CountDownLatch(1);
    try (ApplicationHandle applicationHandle = ApplicationHandle.start(rootCommand)) {
      Optional<PartitionWorker> worker = applicationHandle.find(PartitionWorker.class);
      if (worker.isEmpty()) {
        rootCommand.printErr(CliText.WORKER_EMBEDDED.text(rootCommand.dataDir()));
        return ExitCodes.USAGE;
      }
      worker.get().start(Role.WORKER);
      rootCommand.shutdown().onStop(ended::countDown);
      rootCommand.printOut(CliText.WORKER_READY.text());
      ended.await();
      return ExitCodes.OK;
    }
  }
}
