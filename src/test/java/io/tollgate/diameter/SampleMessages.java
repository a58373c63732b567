package io.tollgate.diameter;

import io.tollgate.charging.record.CreditRequestType;
import io.tollgate.charging.record.RecordType;
import io.tollgate.diameter.avp.AvpWriter;
import io.tollgate.diameter.avp.Avps;
import io.tollgate.diameter.avp.BaseAvps;
import io.tollgate.diameter.command.Command;
import io.tollgate.diameter.command.Commands;
import io.tollgate.diameter.command.Message;
import io.tollgate.diameter.rf.AccountingMapping;
import io.tollgate.diameter.ro.CreditMapping;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The sample records as whole messages, named. */
public final class SampleMessages {
  private SampleMessages() {}

  public static Map<String, Message> all() {
    Map<String, Message> all = new LinkedHashMap<>();
    int number = 0;
    for (RecordType type : RecordType.values()) {
      all.put("acr-" + type.name().toLowerCase(Locale.ROOT), acr(type, number++));
    }
    for (CreditRequestType type : CreditRequestType.values()) {
      all.put("ccr-" + type.name().toLowerCase(Locale.ROOT), ccr(type, number++));
    }
    return all;
  }

  public static Message acr(RecordType type, int number) {
    Avps body =
        new AccountingMapping(SampleRecords.writer()).toAcr(SampleRecords.accounting(type, number));
    return request(Commands.ACCOUNTING, 3, number, body);
  }

  public static Message ccr(CreditRequestType type, int number) {
    Avps body = new CreditMapping(SampleRecords.writer()).toCcr(SampleRecords.credit(type, number));
    return request(Commands.CREDIT_CONTROL, 4, number, body);
  }

  private static Message request(Command command, int application, int id, Avps body) {
    Avps avps =
        new AvpWriter()
            .text(BaseAvps.SESSION_ID, SampleRecords.SESSION)
            .text(BaseAvps.ORIGIN_HOST, "tollgate.example.com")
            .text(BaseAvps.ORIGIN_REALM, "example.com")
            .text(BaseAvps.DESTINATION_REALM, "charging.example.com")
            .append(body)
            .toAvps();
    return new Message(
        Message.REQUEST | Message.PROXIABLE,
        command.code(),
        application,
        0x1000 + id,
        0x2000 + id,
        avps);
  }
}
