package orderimport.carrier.telecomx;

import com.google.auto.service.AutoService;
import java.util.List;
import orderimport.carrier.AnswerJson;
import orderimport.carrier.Carrier;
import orderimport.carrier.RefusalReader;

/** Source: {@code telecomx-internet-request-create.txt}. */
@AutoService(Carrier.class)
public final class TelecomX implements Carrier {
  private final RefusalReader refusals = new RefusalReader(requestType());

  @Override
  public String name() {
    return "telecomx";
  }

  @Override
  public Class<? extends Record> requestType() {
    return TelecomXRequest.class;
  }

  @Override
  public String orderRefPath() {
    return "reference";
  }

  @Override
  public boolean ordersSpanRows() {
    return false;
  }

  @Override
  public Answer readSuccess(int status, String body) {
    AnswerJson answer = AnswerJson.parse(body);
    String id = answer == null ? null : answer.text("_id");
    return id == null ? AnswerJson.unclear(body, "_id") : new Answer.Accepted(id, null, List.of());
  }

  @Override
  public List<Complaint> readRefusal(int status, String body) {
    return refusals.read(status, body);
  }

  @Override
  public StandIn standIn() {
    return new TelecomXStandIn();
  }
}
