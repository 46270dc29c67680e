package orderimport.job;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import orderimport.address.AddressCheck;
import orderimport.database.DurabilityCheck;
import orderimport.heading.HeadingCatalog;
import orderimport.imports.Import;
import orderimport.imports.Imports;
import orderimport.imports.Problems;
import orderimport.imports.StagedRows;
import orderimport.job.AllRowsReader.AllRows;
import orderimport.order.Orders;
import orderimport.placement.DuplicateOrderReport;
import orderimport.placement.OrderPlacementService;
import orderimport.spreadsheet.Spreadsheets;
import orderimport.staging.StagedItem;
import org.slf4j.MDC;
import org.springframework.batch.core.configuration.annotation.StepScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.JobExecutionDecider;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.partition.Partitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.PartitionStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Defines the jobs. {@code import} stages the rows of a file, looks up their addresses where that
 * is configured, builds the orders' requests, places the orders, unless they are on hold, and
 * writes the results; each step stores its progress in the database, so that it can be resumed
 * after any failure. {@code place} consists of the last two steps, for orders that were on hold.
 */
@Configuration(value = "jobs", proxyBeanMethods = false)
class ImportJob {
  static final String IMPORT = "import";
  static final String PLACE = "place";
  static final String STAGE = "stage";
  static final String IMPORT_ID = "importId";
  static final String FENCING_TOKEN = "fencingToken";

  private static final String PARTITION = "partition";

  private static final int ROWS_PER_CHUNK = 5_000;
  private static final int ORDERS_PER_CHUNK = 1_000;

  @Bean
  Job importJob(
      JobRepository repository,
      Step stage,
      Step addresses,
      Step build,
      Step offers,
      JobExecutionDecider placementDecider,
      Step place,
      Step report) {
    return new JobBuilder(IMPORT, repository)
        .start(stage)
        .next(addresses)
        .next(build)
        .next(offers)
        .next(placementDecider)
        .on(PlacementDecider.PLACE)
        .to(place)
        .next(report)
        .from(placementDecider)
        .on(PlacementDecider.HOLD)
        .to(report)
        .end()
        .build();
  }

  @Bean
  Job placeJob(
      JobRepository repository, JobExecutionDecider placementDecider, Step place, Step report) {
    return new JobBuilder(PLACE, repository)
        .start(placementDecider)
        .on(PlacementDecider.PLACE)
        .to(place)
        .next(report)
        .from(placementDecider)
        .on(PlacementDecider.HOLD)
        .to(report)
        .end()
        .build();
  }

  @Bean
  Step stage(
      JobRepository repository,
      PlatformTransactionManager transactions,
      ItemStreamReader<StagedItem> sheetItems,
      ItemWriter<StagedItem> stagedItems,
      ActiveImports activeImports) {
    return new StepBuilder(STAGE, repository)
        .<StagedItem, StagedItem>chunk(ROWS_PER_CHUNK)
        .transactionManager(transactions)
        .reader(sheetItems)
        .writer(stagedItems)
        .interruptionPolicy(activeImports)
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
    Import orderImport = imports.get(importId);
    return new SheetItemReader(
        spreadsheets,
        headingCatalog,
        imports,
        stagedRows,
        orderImport,
        sourceFileStore.of(orderImport));
  }

  @Bean
  @StepScope
  ItemWriter<StagedItem> stagedItems(
      @Value("#{jobParameters['importId']}") long importId,
      Imports imports,
      StagedRows stagedRows,
      Problems problems,
      ActiveImports activeImports) {
    return new StagedItemWriter(
        imports,
        stagedRows,
        problems,
        activeImports.progress(importId),
        activeImports.lease(importId));
  }

  /**
   * Has no transaction of its own, as it waits for carriers. It runs again at each restart:
   * building relies on results that may have been purged meanwhile.
   */
  @Bean
  Step addresses(
      JobRepository repository, AddressChecking addressChecking, ActiveImports activeImports) {
    PlainStep step = new PlainStep("addresses", repository, addressChecking::run, activeImports);
    step.setAllowStartIfComplete(true);
    return step;
  }

  /** Builds in this process, unless there is a handler that lets other machines build, too. */
  @Bean
  Step build(
      JobRepository repository,
      Step buildPartition,
      Partitioner partitions,
      BuildPreparation preparation,
      ConnectionBudget connections,
      ObjectProvider<PartitionHandler> remotePartitions) {
    PartitionStepBuilder step =
        new StepBuilder("build", repository).listener(preparation).partitioner("build", partitions);
    PartitionHandler handler = remotePartitions.getIfAvailable();
    return handler == null
        ? step.step(buildPartition)
            .taskExecutor(taskExecutor(connections.threadsOfImport()))
            .build()
        : step.partitionHandler(handler).build();
  }

  /** The id of the import that an execution works on. */
  static long importId(JobExecution execution) {
    return Objects.requireNonNull(execution.getJobParameters().getLong(IMPORT_ID));
  }

  /** The partitions do not depend on the machine, as a restart matches them by name. */
  @Bean
  @StepScope
  Partitioner partitions(
      @Value("#{jobParameters['importId']}") long importId, ActiveImports activeImports) {
    BuildPlan plan = activeImports.allRows(importId).plan();
    return size -> {
      Map<String, ExecutionContext> partitions = new HashMap<>();
      for (int i = 0; i < plan.partitions(); i++) {
        partitions.put(PARTITION + i, new ExecutionContext());
      }
      return partitions;
    };
  }

  /**
   * Returns the number from the step's name: a process can die before it has stored a partition's
   * context.
   */
  private static int partition(String stepName) {
    return Integer.parseInt(partitionName(stepName).substring(PARTITION.length()));
  }

  static String partitionName(String stepName) {
    return stepName.substring(stepName.lastIndexOf(PARTITION));
  }

  private static SimpleAsyncTaskExecutor taskExecutor(int maxThreads) {
    int cores = Runtime.getRuntime().availableProcessors();
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor("build-");
    executor.setTaskDecorator(ImportJob::withLogContext);
    executor.setConcurrencyLimit(Math.min(cores, maxThreads));
    return executor;
  }

  /** Copies the log context, so that log lines of the worker threads name the import, too. */
  private static Runnable withLogContext(Runnable work) {
    Map<String, String> context = MDC.getCopyOfContextMap();
    return () -> {
      if (context != null) {
        MDC.setContextMap(context);
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
      ActiveImports activeImports) {
    return new StepBuilder("buildPartition", repository)
        .<RowGroup, BuildResult>chunk(ORDERS_PER_CHUNK)
        .transactionManager(transactions)
        .reader(orderRows)
        .processor(orderBuilder)
        .writer(builtOrders)
        .interruptionPolicy(activeImports)
        .listener(new OutageListener())
        .build();
  }

  @Bean
  @StepScope
  ItemStreamReader<RowGroup> orderRows(
      @Value("#{jobParameters['importId']}") long importId,
      @Value("#{stepExecution.stepName}") String stepName,
      StagedRows stagedRows,
      Orders orders,
      ActiveImports activeImports) {
    BuildPlan plan = activeImports.allRows(importId).plan();
    int partition = partition(stepName);
    return plan.isOfScattered(partition)
        ? new ScatteredOrderReader(stagedRows, orders, importId, plan)
        : new BlockGroupReader(stagedRows, orders, importId, plan, plan.blocks(partition));
  }

  @Bean
  @StepScope
  ItemProcessor<RowGroup, BuildResult> orderBuilder(
      @Value("#{jobParameters['importId']}") long importId,
      ImportBinderFactory binders,
      OrderSummaries summaries,
      ActiveImports activeImports) {
    AllRows allRows = activeImports.allRows(importId);
    return new OrderBuilder(
        binders.forBuilding(importId, allRows.copied()), summaries, allRows.gaps());
  }

  @Bean
  @StepScope
  ItemWriter<BuildResult> builtOrders(
      @Value("#{jobParameters['importId']}") long importId,
      Imports imports,
      Orders orders,
      Problems problems,
      DuplicateOrderReport duplicateOrderReport,
      AddressCheck addressCheck,
      ActiveImports activeImports) {
    AllRows allRows = activeImports.allRows(importId);
    return new BuildResultWriter(
        imports,
        orders,
        problems,
        duplicateOrderReport,
        addressCheck,
        activeImports.progress(importId),
        activeImports.lease(importId),
        imports.get(importId).environments(),
        allRows.incomplete(),
        new SimilarNames(orders, importId, allRows.similarNames()));
  }

  /** Compares the orders with each other, which the partitions of the previous step cannot do. */
  @Bean
  Step offers(JobRepository repository, RivalOffers rivalOffers, ActiveImports activeImports) {
    return new PlainStep(
        "offers", repository, importId -> rivalOffers.reject(activeImports.lease(importId)));
  }

  /**
   * Has no transaction of its own: the ledger commits each intent and each outcome. Preceding reads
   * use a transaction that ends; otherwise the step would hold its connection while it places
   * orders, and fail at its end if the database was unavailable meanwhile.
   */
  @Bean
  Step place(
      JobRepository repository,
      OrderPlacementService orderPlacementService,
      ImportBinderFactory binders,
      ActiveImports activeImports,
      DurabilityCheck durability) {
    return new PlainStep(
        "place",
        repository,
        importId -> {
          durability.verify();
          orderPlacementService.run(
              activeImports.lease(importId),
              binders.of(importId),
              activeImports.progress(importId),
              activeImports.stop(importId));
        });
  }

  @Bean
  Step report(
      JobRepository repository, ImportCompletion importCompletion, ActiveImports activeImports) {
    return new PlainStep(
        "report",
        repository,
        importId -> {
          activeImports.progress(importId).reporting();
          importCompletion.complete(activeImports.lease(importId));
        });
  }
}
