package tutorial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import javax.sql.DataSource;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemProcessor;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.database.JdbcBatchItemWriter;
import org.springframework.batch.infrastructure.item.database.builder.JdbcBatchItemWriterBuilder;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.batch.infrastructure.item.support.CompositeItemProcessor;
import org.springframework.batch.infrastructure.item.support.IteratorItemReader;
import org.springframework.batch.infrastructure.item.validator.BeanValidatingItemProcessor;
import org.springframework.beans.BeanWrapper;
import org.springframework.beans.PropertyAccessorFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.FileSystemResource;
import org.springframework.transaction.PlatformTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/**
 * Not a {@code @SpringBootApplication}, which order-import itself would find when tests start it.
 *
 * <p>The job; {@code --input=FILE} and {@code --spring.datasource.*} say what it works on.
 */
@EnableAutoConfiguration
public class TutorialJob {
  /** A row with its JSON. */
  public record SiteJson(String orderRef, String json) {}

  public static void main(String[] arguments) {
    System.exit(SpringApplication.exit(SpringApplication.run(TutorialJob.class, arguments)));
  }

  @Bean
  Job sites(JobRepository repository, Step readAndWrite) {
    return new JobBuilder("sites", repository).start(readAndWrite).build();
  }

  @Bean
  Step readAndWrite(
      JobRepository repository,
      PlatformTransactionManager transactions,
      DataSource dataSource,
      @Value("${input}") Path input) {
    return new StepBuilder("readAndWrite", repository)
        .<SiteRow, SiteJson>chunk(1_000)
        .transactionManager(transactions)
        .reader(reader(input))
        .processor(processor())
        .writer(writer(dataSource))
        .build();
  }

  private static ItemReader<SiteRow> reader(Path input) {
    return input.toString().endsWith(".csv")
        ? new FlatFileItemReaderBuilder<SiteRow>()
            .name("rows")
            .resource(new FileSystemResource(input))
            .linesToSkip(1)
            .delimited()
            .names(SiteRow.NAMES)
            .targetType(SiteRow.class)
            .build()
        : new IteratorItemReader<>(workbook(input));
  }

  private static Iterator<SiteRow> workbook(Path input) {
    try (var workbook = WorkbookFactory.create(input.toFile(), null, true)) {
      Iterator<Row> rows = workbook.getSheetAt(0).rowIterator();
      rows.next();
      DataFormatter formatter = new DataFormatter();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public SiteRow next() {
          Row row = rows.next();
          SiteRow site = new SiteRow();
          BeanWrapper properties = PropertyAccessorFactory.forBeanPropertyAccess(site);
          for (int i = 0; i < SiteRow.NAMES.length; i++) {
            properties.setPropertyValue(
                SiteRow.NAMES[i], formatter.formatCellValue(row.getCell(i)));
          }
          return site;
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ItemProcessor<SiteRow, SiteJson> processor() {
    try {
      BeanValidatingItemProcessor<SiteRow> validating = new BeanValidatingItemProcessor<>();
      validating.afterPropertiesSet();
      JsonMapper json = JsonMapper.builder().build();
      ItemProcessor<SiteRow, SiteJson> toJson =
          row -> new SiteJson(row.getOrderRef(), json.writeValueAsString(row));
      return new CompositeItemProcessor<>(List.of(validating, toJson));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static JdbcBatchItemWriter<SiteJson> writer(DataSource dataSource) {
    return new JdbcBatchItemWriterBuilder<SiteJson>()
        .dataSource(dataSource)
        .sql("insert into site (order_ref, json) values (:orderRef, :json)")
        .beanMapped()
        .build();
  }
}
