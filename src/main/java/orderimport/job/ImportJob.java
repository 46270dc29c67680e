package orderimport.job;

import java.util.HashMap;
import java.util.Map;
import orderimport.column.HeadingCatalog;
import orderimport.column.StagedItem;
import orderimport.database.DurabilityCheck;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.job.BuildPreparation.AllRows;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.placement.OrderPlacementService;
import orderimport.spreadsheet.Spreadsheets;
import org.slf4j.MDC;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole job. {@code import} stages the rows of a file, builds the orders' requests, places them
 * and writes the results; each step leaves what it did in the database, so that it can go on after
 * any failure. {@code place} is the second half, for orders that waited.
 */
@Configuration(value = "jobs", proxyBeanMethods = false)
class ImportJob {
  static final String IMPORT = "import";
  static final String PLACE = "place";
  static final String STAGE = "stage";
  static final String IMPORT_ID = "importId";

  private static final String PARTITION = "partition";

  /** Partitions are matched by name on a restart, so their number does not follow the machine. */
  private static final int PARTITIONS = 4;

  private static final int ROWS_A_CHUNK = 5_000;
  private static final int ORDERS_A_CHUNK = 1_000;

  @Bean
  Job importJob(JobRepository repository, Step stage, Step build, Step submit, Step report) {
    return new JobBuilder(IMPORT, repository)
        .start(stage)
        .next(build)
        .next(submit)
        .next(report)
        .build();
  }

  @Bean
  Job placeJob(JobRepository repository, Step submit, Step report) {
    return new JobBuilder(PLACE, repository).start(submit).next(report).build();
  }

  @Bean
  Step stage(
      JobRepository repository,
      PlatformTransactionManager transactions,
      ItemStreamReader<StagedItem> sheetItems,
      ItemWriter<StagedItem> stagedItems,
      ActiveImports running) {
    return new StepBuilder(STAGE, repository)
        .<StagedItem, StagedItem>chunk(ROWS_A_CHUNK)
        .transactionManager(transactions)
        .reader(sheetItems)
        .writer(stagedItems)
        .interruptionPolicy(running)
        .build();
  }

  @Bean
  @StepScope
  ItemStreamReader<StagedItem> sheetItems(
      @Value("#{jobParameters['importId']}") long importId,
      Spreadsheets spreadsheets,
      HeadingCatalog headingCatalog,
      Imports imports,
      StagedRows stagedRows,
      SourceFileStore sourceFileStore) {
    Import imported = imports.get(importId);
    return new SheetItemReader(
        spreadsheets, headingCatalog, imports, stagedRows, imported, sourceFileStore.of(imported));
  }

  @Bean
  @StepScope
  ItemWriter<StagedItem> stagedItems(
      @Value("#{jobParameters['importId']}") long importId,
      Imports imports,
      StagedRows stagedRows,
      Problems problems,
      ActiveImports running) {
    return new StagedItemWriter(
        imports, stagedRows, problems, running.progress(importId), running.lease(importId));
  }

  @Bean
  Step build(
      JobRepository repository,
      Step buildPartition,
      BuildPreparation preparation,
      ConnectionBudget connections) {
    return new StepBuilder("build", repository)
        .listener(preparation)
        .partitioner("build", partitions())
        .step(buildPartition)
        .gridSize(PARTITIONS)
        .taskExecutor(threads(connections.threadsOfImport()))
        .build();
  }

  private static Partitioner partitions() {
    return size -> {
      Map<String, ExecutionContext> partitions = new HashMap<>();
      for (int i = 0; i < size; i++) {
        partitions.put(PARTITION + i, new ExecutionContext());
      }
      return partitions;
    };
  }

  /** By its name: a process can die before it has noted more of a partition. */
  private static int partition(String stepName) {
    return Integer.parseInt(
        stepName.substring(stepName.lastIndexOf(PARTITION) + PARTITION.length()));
  }

  private static SimpleAsyncTaskExecutor threads(int most) {
    int cores = Runtime.getRuntime().availableProcessors();
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("build-");
    executor.setTaskDecorator(ImportJob::named);
    executor.setConcurrencyLimit(Math.min(PARTITIONS, Math.min(cores, most)));
    return executor;
  }

  /** In the log, lines of a thread of its own are the import's too. */
  private static Runnable named(Runnable work) {
    Map<String, String> names = MDC.getCopyOfContextMap();
    return () -> {
      if (names != null) {
        MDC.setContextMap(names);
      }
      work.run();
    };
  }

  @Bean
  Step buildPartition(
      JobRepository repository,
      PlatformTransactionManager transactions,
      ItemStreamReader<RowGroup> orderRows,
      ItemProcessor<RowGroup, BuildResult> orderBuilder,
      ItemWriter<BuildResult> builtOrders,
      ActiveImports running) {
    return new StepBuilder("buildPartition", repository)
        .<RowGroup, BuildResult>chunk(ORDERS_A_CHUNK)
        .transactionManager(transactions)
        .reader(orderRows)
        .processor(orderBuilder)
        .writer(builtOrders)
        .interruptionPolicy(running)
        .build();
  }

  @Bean
  @StepScope
  ItemStreamReader<RowGroup> orderRows(
      @Value("#{jobParameters['importId']}") long importId,
      @Value("#{stepExecution.stepName}") String stepName,
      StagedRows stagedRows) {
    return new RowGroupReader(stagedRows, importId, partition(stepName), PARTITIONS);
  }

  @Bean
  @StepScope
  ItemProcessor<RowGroup, BuildResult> orderBuilder(
      @Value("#{jobParameters['importId']}") long importId,
      ImportBinderFactory binders,
      ActiveImports running) {
    AllRows allRows = running.allRows(importId);
    return new OrderBuilder(binders.forBuilding(importId, allRows.copied()), allRows.gaps());
  }

  @Bean
  @StepScope
  ItemWriter<BuildResult> builtOrders(
      @Value("#{jobParameters['importId']}") long importId,
      Imports imports,
      Orders orders,
      Problems problems,
      DuplicateOrderReport duplicateOrderReport,
      StagedRows stagedRows,
      ActiveImports running) {
    AllRows allRows = running.allRows(importId);
    return new BuildResultWriter(
        imports,
        orders,
        problems,
        duplicateOrderReport,
        running.progress(importId),
        running.lease(importId),
        imports.get(importId).environments(),
        allRows.incomplete(),
        new SimilarNames(stagedRows, orders, importId, allRows.similarNames()));
  }

  /**
   * Without a transaction of its own: the ledger commits each intent and each outcome by itself.
   * What is read before is read in a transaction that ends, as otherwise the step would hold its
   * connection for as long as it places, and fail at its end if the database was away meanwhile.
   */
  @Bean
  Step submit(
      JobRepository repository,
      TransactionTemplate transaction,
      OrderPlacementService orderPlacementService,
      ImportCompletion importCompletion,
      ImportBinderFactory binders,
      ActiveImports running,
      DurabilityCheck durability) {
    return new PlainStep(
        "submit",
        repository,
        importId -> {
          if (importCompletion.mayPlace(importId)) {
            durability.verify();
            orderPlacementService.run(
                running.lease(importId),
                binders.of(importId),
                running.progress(importId),
                running.stop(importId));
          }
        });
  }

  @Bean
  Step report(JobRepository repository, ImportCompletion importCompletion, ActiveImports running) {
    return new PlainStep(
        "report",
        repository,
        importId -> {
          running.progress(importId).reporting();
          importCompletion.complete(running.lease(importId));
        });
  }
}
