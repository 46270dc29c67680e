package orderimport.order;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Resolves orders in doubt, and undoes it. All methods may be called within a transaction, which
 * stays usable whatever the result is.
 */
@Repository
public class Resolutions {
  private final JdbcClient jdbc;
  private final TransactionTemplate nestedTransaction;
  private final Ledger ledger;

  public Resolutions(DataSource dataSource, TransactionTemplate transaction, Ledger ledger) {
    this.jdbc = JdbcClient.create(dataSource);
    this.nestedTransaction =
        new TransactionTemplate(Objects.requireNonNull(transaction.getTransactionManager()));
    this.nestedTransaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    this.ledger = ledger;
  }

  /**
   * Resolves an order in doubt as accepted, on behalf of an operator.
   *
   * @param carrierOrderId not blank, at most {@link Ledger#LONGEST_CARRIER_ID} characters
   */
  public Resolution accepted(Order order, String carrierOrderId, String actor) {
    return accepted(
        order,
        carrierOrderId,
        () ->
            resolve(
                "status = 'ACCEPTED', carrier_order_id = ?",
                "",
                carrierOrderId,
                actor,
                order.id()));
  }

  /**
   * Resolves an order in doubt as accepted, because its carrier listed it, and stores the evidence.
   * Nothing changes, and no evidence is stored, if the order was resolved or sent again since it
   * was looked up.
   *
   * @param carrierOrderId not blank, at most {@link Ledger#LONGEST_CARRIER_ID} characters
   * @param evidence with the number of the attempt that was in doubt when the carrier was asked
   */
  public Resolution found(
      long orderId, String carrierOrderId, LookupEvidence evidence, String actor) {
    Order order = ledger.find(orderId).orElseThrow();
    return accepted(
        order,
        carrierOrderId,
        () -> {
          boolean resolved =
              resolve(
                  "status = 'ACCEPTED', carrier_order_id = ?",
                  "and attempts = ?",
                  carrierOrderId,
                  actor,
                  orderId,
                  evidence.attempt());
          if (resolved) {
            Lookups.add(jdbc, orderId, evidence);
          }
          return resolved;
        });
  }

  private Resolution accepted(Order order, String carrierOrderId, BooleanSupplier resolve) {
    try {
      boolean resolved =
          Boolean.TRUE.equals(nestedTransaction.execute(status -> resolve.getAsBoolean()));
      return resolved ? new Resolution.Resolved() : new Resolution.NotInDoubt();
    } catch (DuplicateKeyException e) {
      Optional<Order> other = ledger.findWithCarrierId(order, carrierOrderId, e);
      return new Resolution.IdTaken(other.orElseThrow(() -> e));
    }
  }

  /**
   * Resolves an order in doubt as not received, on behalf of an operator: it is HELD again.
   *
   * @return whether the order was in doubt
   */
  public boolean notReceived(Order order, String actor) {
    return resolve("status = 'HELD'", "", actor, order.id());
  }

  /**
   * Undoes the resolution of an order, which is in doubt again. Possible only as long as nothing
   * relies on it: the order was not sent since, the carrier has neither answered late nor stated
   * the order's state, and no other import has placed it. See ADR 0026.
   *
   * @return whether the order is in doubt again
   */
  public boolean undo(Order order) {
    try {
      return Boolean.TRUE.equals(
          nestedTransaction.execute(
              status -> {
                // In the sequence of Ledger.recordResult, which may get a late response meanwhile.
                lock("select 1 from orders where id = ? for update", order);
                lock("select 1 from attempt where order_id = ? for update", order);
                return jdbc.sql(
                            """
                            update orders o set status = 'IN_DOUBT', carrier_order_id = null,
                              resolved_by = null, resolved_at = null
                            where id = ? and exists (
                              select 1 from resolution_result r where r.order_id = o.id and r.undoable)\
                            """)
                        .param(order.id())
                        .update()
                    == 1;
              }));
    } catch (DuplicateKeyException placedElsewhere) {
      return false;
    }
  }

  private void lock(String select, Order order) {
    jdbc.sql(select).param(order.id()).query(Integer.class).list();
  }

  /**
   * Resolves an order in doubt and deletes its problem {@code in_doubt}.
   *
   * @param condition on the order, besides that it is in doubt; may be empty
   * @param values the parameters of {@code set}, then the operator's name, the order's id and the
   *     parameters of {@code condition}
   */
  private boolean resolve(String set, String condition, Object... values) {
    return jdbc.sql(
                """
                with resolved as (
                  update orders set %s, resolved_by = ?, resolved_at = clock_timestamp()
                  where id = ? and status = 'IN_DOUBT' %s returning id),
                settled as (
                  delete from order_problem where code = 'in_doubt'
                    and order_id in (select id from resolved))
                select count(*) from resolved\
                """
                    .formatted(set, condition))
            .params(values)
            .query(Long.class)
            .single()
        == 1;
  }
}
