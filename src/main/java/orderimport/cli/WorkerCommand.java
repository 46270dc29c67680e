package orderimport.cli;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import orderimport.background.ImportTaskExecutor;
import orderimport.background.OrphanedImportRecovery;
import orderimport.background.RequestCompletion;
import orderimport.cluster.PartitionWorker;
import orderimport.cluster.Role;
import orderimport.imports.Imports;
import orderimport.imports.WorkRequests;
import orderimport.job.ExitCodes;
import orderimport.job.FailureExplainer;
import orderimport.job.ImportService;
import orderimport.job.UploadService;
import orderimport.notification.Outbox;
import orderimport.problem.TextRenderer;
import orderimport.report.Reports;
import org.springframework.transaction.support.TransactionTemplate;
import picocli.CommandLine;

@CommandLine.Command(
    name = "worker",
    description = {
      "Works for the imports of other machines on the same database until stopped with Ctrl-C.",
      "",
      "It builds parts of their imports, and resumes imports whose machine died.",
      "",
      "The machines share a PostgreSQL server, spring.datasource.url, and need the same version and"
          + " the same job-config; `workers` lists them. `serve` and `import` work for other"
          + " machines, too."
    })
final class WorkerCommand extends Command {
  private static final int CONCURRENT_READS = 2;

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
      ImportService importService = applicationHandle.get(ImportService.class);
      ImportTaskExecutor executor = executor(applicationHandle, importService);
      rootCommand
          .shutdown()
          .onStop(
              () -> {
                worker.get().stopTaking();
                executor.stop();
                ended.countDown();
              });
      worker.get().start(Role.WORKER);
      try (OrphanedImportRecovery recovery = recovery(applicationHandle, importService, executor)) {
        recovery.start();
        rootCommand.printOut(CliText.WORKER_READY.text());
        ended.await();
      }
      executor.end();
      return ExitCodes.OK;
    }
  }

  private ImportTaskExecutor executor(
      ApplicationHandle applicationHandle, ImportService importService) {
    return new ImportTaskExecutor(
        applicationHandle.get(Imports.class),
        applicationHandle.get(WorkRequests.class),
        completion(applicationHandle),
        importService,
        applicationHandle.get(UploadService.class),
        CONCURRENT_READS,
        Integer.MAX_VALUE,
        applicationHandle.get(FailureExplainer.class));
  }

  private static RequestCompletion completion(ApplicationHandle applicationHandle) {
    return new RequestCompletion(
        applicationHandle.get(WorkRequests.class),
        applicationHandle.get(Outbox.class),
        applicationHandle.get(Reports.class),
        applicationHandle.get(TextRenderer.class),
        applicationHandle.get(Clock.class),
        applicationHandle.get(TransactionTemplate.class));
  }

  private static OrphanedImportRecovery recovery(
      ApplicationHandle applicationHandle,
      ImportService importService,
      ImportTaskExecutor executor) {
    return new OrphanedImportRecovery(
        applicationHandle.get(Imports.class),
        applicationHandle.get(WorkRequests.class),
        importService,
        executor,
        true,
        applicationHandle.get(Clock.class));
  }
}
