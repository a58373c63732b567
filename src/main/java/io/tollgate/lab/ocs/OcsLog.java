package io.tollgate.lab.ocs;

import io.tollgate.csv.Csv;
import io.tollgate.lab.common.AppendLog;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * {@code credit.csv}: every input of the rating engine, with what came of it for the reader's sake.
 * Reading it again in order gives the engine its state back.
 */
final class OcsLog implements AutoCloseable {

  private static final String HEADER =
      "received,input,session-id,type,number,t-flag,origin-host,origin-realm,service-context,"
          + "subscribers,action,participants,groups,refund,result,granted,duplicate";
  private static final int CCR_FIELDS = 14;

  private final AppendLog log;

  private OcsLog(AppendLog log) {
    this.log = log;
  }

  /** Opens the log and lets the engine catch up with it. */
  static OcsLog open(Optional<Path> folder, Ocs ocs) throws IOException {
    AppendLog log = AppendLog.open(folder, "credit.csv", HEADER);
    log.former().stream().map(Csv::split).forEach(fields -> replay(fields, ocs));
    return new OcsLog(log);
  }

  void request(Instant received, CreditRequest request, CreditAnswer answer, boolean duplicate) {
    log.append(
        Csv.oneLine(
            List.of(
                received.toString(),
                "CCR",
                request.sessionId(),
                request.type().name(),
                Long.toString(request.number()),
                request.retransmission() ? "T" : "",
                request.originHost(),
                request.originRealm(),
                request.serviceContext(),
                String.join(" ", request.subscribers()),
                Integer.toString(request.action()),
                request.participants().isPresent()
                    ? Long.toString(request.participants().getAsLong())
                    : "",
                GroupText.write(request.groups()),
                request.refund(),
                Long.toString(answer.result()),
                granted(answer),
                duplicate ? "D" : "")));
  }

  void balance(Instant received, String input, String account, long amount) {
    log.append(Csv.oneLine(List.of(received.toString(), input, account, Long.toString(amount))));
  }

  void expired(Instant when, String session) {
    log.append(Csv.oneLine(List.of(when.toString(), "EXPIRED", session)));
  }

  @Override
  public void close() throws IOException {
    log.close();
  }

  private static String granted(CreditAnswer answer) {
    return answer.groups().stream()
        .map(
            group ->
                group.request().key()
                    + ":"
                    + group.result()
                    + ":"
                    + group.granted()
                    + (group.isFinal() ? ":final" : ""))
        .collect(Collectors.joining(";"));
  }

  private static void replay(List<String> fields, Ocs ocs) {
    switch (fields.get(1)) {
      case "BALANCE" -> ocs.setBalance(fields.get(2), Long.parseLong(fields.get(3)));
      case "TOP-UP" -> ocs.topUp(fields.get(2), Long.parseLong(fields.get(3)));
      case "EXPIRED" -> ocs.expire(fields.get(2));
      default -> {
        if (fields.size() >= CCR_FIELDS) {
          ocs.handle(request(fields));
        }
      }
    }
  }

  private static CreditRequest request(List<String> fields) {
    return new CreditRequest(
        fields.get(2),
        CreditType.valueOf(fields.get(3)),
        Long.parseLong(fields.get(4)),
        !fields.get(5).isEmpty(),
        fields.get(6),
        fields.get(7),
        fields.get(8),
        Arrays.stream(fields.get(9).split(" ")).filter(name -> !name.isEmpty()).toList(),
        Integer.parseInt(fields.get(10)),
        fields.get(11).isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(Long.parseLong(fields.get(11))),
        GroupText.read(fields.get(12)),
        fields.get(13));
  }
}
