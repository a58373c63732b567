package io.tollgate.lab.cdf;

import io.tollgate.lab.common.Participants;
import io.tollgate.lab.stack.Code;
import io.tollgate.lab.stack.LabRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Function;

/** What is kept of an accounting request: one column each in the record log. */
public enum Column {
  /** When it came in; filled by the CDF. */
  RECEIVED(request -> ""),
  SESSION_ID(text(Code.SESSION_ID)),
  TYPE(request -> RecordType.of(request.avps().numberOr(0, Code.ACCOUNTING_RECORD_TYPE)).name()),
  NUMBER(number(Code.ACCOUNTING_RECORD_NUMBER)),
  T_FLAG(request -> request.isRetransmission() ? "T" : ""),
  /** "D" if this Session-Id and number were there before; filled by the CDF. */
  DUPLICATE(request -> ""),
  END_TO_END(request -> Long.toString(request.endToEnd() & 0xFFFFFFFFL)),
  EVENT_TIME(request -> time(request.avps().time(Code.EVENT_TIMESTAMP))),
  ORIGIN_HOST(text(Code.ORIGIN_HOST)),
  SERVICE_CONTEXT(text(Code.SERVICE_CONTEXT_ID)),
  SUBSCRIBER(texts(Code.SERVICE_INFORMATION, Code.SUBSCRIPTION_ID, Code.SUBSCRIPTION_ID_DATA)),
  METHOD(ims(Code.EVENT_TYPE, Code.SIP_METHOD)),
  CALL_ID(ims(Code.USER_SESSION_ID)),
  ICID(ims(Code.IMS_CHARGING_IDENTIFIER)),
  CALLING(texts(Code.SERVICE_INFORMATION, Code.IMS_INFORMATION, Code.CALLING_PARTY_ADDRESS)),
  CALLED(ims(Code.CALLED_PARTY_ADDRESS)),
  MEDIA(count(Code.SERVICE_INFORMATION, Code.IMS_INFORMATION, Code.SDP_MEDIA_COMPONENT)),
  SERVICE_TYPE(
      number(
          Code.SERVICE_INFORMATION,
          Code.SERVICE_GENERIC_INFORMATION,
          Code.APPLICATION_SERVICE_TYPE)),
  APPLICATION_SESSION(
      number(
          Code.SERVICE_INFORMATION, Code.SERVICE_GENERIC_INFORMATION, Code.APPLICATION_SESSION_ID)),
  PARTICIPANTS(request -> plain(Participants.count(request.avps()))),
  PARTICIPANT_GROUPS(count(Code.SERVICE_INFORMATION, Code.POC_INFORMATION, Code.PARTICIPANT_GROUP)),
  SENT(im(Code.MESSAGES_SENT)),
  SUCCESSFULLY_SENT(im(Code.MESSAGES_SUCCESSFULLY_SENT)),
  EXPLODED(im(Code.MESSAGES_EXPLODED)),
  SUCCESSFULLY_EXPLODED(im(Code.MESSAGES_SUCCESSFULLY_EXPLODED)),
  CAUSE(number(Code.SERVICE_INFORMATION, Code.IMS_INFORMATION, Code.CAUSE_CODE)),
  TERMINATION(number(Code.TERMINATION_CAUSE));

  private final Function<LabRequest, String> source;

  Column(Function<LabRequest, String> source) {
    this.source = source;
  }

  String read(LabRequest request) {
    return source.apply(request);
  }

  static List<String> names() {
    return Arrays.stream(values())
        .map(column -> column.name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static Function<LabRequest, String> text(int... path) {
    return request -> request.avps().text(path).orElse("");
  }

  private static Function<LabRequest, String> texts(int... path) {
    return request -> String.join(" ", request.avps().texts(path));
  }

  private static Function<LabRequest, String> number(int... path) {
    return request -> plain(request.avps().number(path));
  }

  private static Function<LabRequest, String> count(int... path) {
    return request -> Integer.toString(request.avps().count(path));
  }

  private static Function<LabRequest, String> ims(int... path) {
    int[] whole = new int[path.length + 2];
    whole[0] = Code.SERVICE_INFORMATION;
    whole[1] = Code.IMS_INFORMATION;
    System.arraycopy(path, 0, whole, 2, path.length);
    return text(whole);
  }

  private static Function<LabRequest, String> im(int counter) {
    return number(Code.SERVICE_INFORMATION, Code.IM_INFORMATION, counter);
  }

  private static String plain(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "";
  }

  private static String time(OptionalLong seconds) {
    return seconds.isPresent() ? Instant.ofEpochSecond(seconds.getAsLong()).toString() : "";
  }
}
