package orderimport.cluster;

import java.time.Duration;
import javax.sql.DataSource;
import orderimport.carrier.OrderImportProperties;
import orderimport.database.ConditionalOnExternalDatabase;
import orderimport.heading.HeadingAliases;
import orderimport.job.BuildPartitions;
import orderimport.job.ConnectionBudget;
import org.springframework.batch.core.partition.PartitionHandler;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.integration.partition.MessageChannelPartitionHandler;
import org.springframework.batch.integration.partition.StepExecutionRequest;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.integration.jdbc.channel.PostgresSubscribableChannel;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.JsonChannelMessageStorePreparedStatementSetter;
import org.springframework.integration.jdbc.store.channel.JsonMessageRowMapper;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.messaging.SubscribableChannel;

/**
 * The messages between the machines. Who has a message broker replaces the channel. Neither threads
 * nor connections exist before this process works on an import, or for others.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnExternalDatabase
class ClusterConfiguration {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  @Bean
  MessageSessions messageSessions(DataSource dataSource, ConnectionBudget connections) {
    return new MessageSessions(dataSource, connections.threadsOfImport());
  }

  @Bean
  BuildFingerprint buildFingerprint(OrderImportProperties settings, HeadingAliases aliases) {
    return BuildFingerprint.of(settings, aliases);
  }

  @Bean
  ClusterMembers clusterMembers(DataSource dataSource) {
    return new ClusterMembers(dataSource);
  }

  @Bean
  Members members(ClusterMembers clusterMembers, BuildFingerprint fingerprint) {
    return new Members(clusterMembers, fingerprint);
  }

  @Bean
  JdbcChannelMessageStore partitionMessages(MessageSessions sessions) {
    JdbcChannelMessageStore store = new JdbcChannelMessageStore(sessions.dataSource());
    store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
    store.setPreparedStatementSetter(new JsonChannelMessageStorePreparedStatementSetter());
    store.setMessageRowMapper(
        new JsonMessageRowMapper(StepExecutionRequest.class.getPackageName()));
    store.setRegion(ClusterMembers.REGION);
    store.setCheckDatabaseOnStart(false);
    return store;
  }

  /** A process with another version or configuration would build other orders: it has a group. */
  @Bean
  SubscribableChannel partitionRequests(
      JdbcChannelMessageStore partitionMessages,
      MessageSessions sessions,
      BuildFingerprint fingerprint) {
    PostgresSubscribableChannel channel =
        new PostgresSubscribableChannel(
            partitionMessages, fingerprint.group(), sessions.subscriber());
    channel.setDispatcherExecutor(sessions.threads());
    channel.setTransactionManager(sessions.transactions());
    channel.setRetryTemplate(
        new RetryTemplate(RetryPolicy.builder().maxRetries(0).delay(Duration.ZERO).build()));
    channel.setErrorHandler(new FailedDeliveries());
    return channel;
  }

  @Bean
  PartitionWorker partitionWorker(
      SubscribableChannel partitionRequests,
      MessageSessions sessions,
      BuildPartitions partitions,
      ClusterMembers members,
      BuildFingerprint fingerprint,
      ApplicationContext context) {
    return new PartitionWorker(
        partitionRequests,
        sessions,
        partitions,
        members,
        fingerprint,
        context instanceof WebServerApplicationContext);
  }

  @Bean
  PartitionHandler remotePartitions(
      SubscribableChannel partitionRequests,
      JobRepository repository,
      BuildPartitions partitions,
      PartitionWorker worker,
      ClusterMembers members)
      throws Exception {
    MessagingTemplate messages = new MessagingTemplate();
    messages.setDefaultDestination(partitionRequests);
    MessageChannelPartitionHandler handler = new MessageChannelPartitionHandler();
    handler.setStepName(BuildPartitions.STEP);
    handler.setMessagingOperations(messages);
    handler.setJobRepository(repository);
    handler.setPollInterval(POLL_INTERVAL.toMillis());
    handler.afterPropertiesSet();
    return new RemotePartitions(handler, repository, partitions, worker, members);
  }
}
