package io.tollgate.lab;

import io.tollgate.lab.fault.FaultText;
import io.tollgate.lab.ocs.Account;
import io.tollgate.lab.ocs.CreditSession;
import io.tollgate.lab.ocs.Money;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/** What can be asked of a running lab. */
final class Commands {

  private static final String HELP =
      """
      GET  /cdrs                              every accounting session, one line each
      GET  /records                           the latest accounting requests
      GET  /credit                            every credit-control session
      GET  /accounts                          name, balance, reserved
      POST /balance?account=A&amount=N        sets a balance
      POST /top-up?account=A&amount=N         adds to a balance
      GET  /settings                          the OCS's settings
      POST /set?name=N&value=V                changes an ocs.* setting or cdf.interim-interval
      GET  /faults                            the faults still to come
      POST /fault?do=[rf|ro] [TYPE] [session=PREFIX] [subscriber=PART] ACTION
                                          [xN|forever]
      POST /clear                             forgets all faults
      POST /rar?session=S[&rg=N]              re-authorises; prints the Result-Code of the answer
      POST /asr?session=S                     aborts; prints the Result-Code of the answer
      GET  /peers                             connected peers
      POST /disconnect?peer=HOST              closes a peer's connection
      """;

  private final Lab lab;

  Commands(Lab lab) {
    this.lab = lab;
  }

  String run(String command, Map<String, String> parameters) {
    return switch (command) {
      case "GET /cdrs" -> lab.cdrs().csv();
      case "GET /records" ->
          lab.cdrs().records().stream().map(record -> record.line() + "\n").collect(joined());
      case "GET /credit" ->
          lab.ocs().engine().sessions().stream().map(Commands::line).collect(joined());
      case "GET /accounts" ->
          lab.ocs().engine().accounts().stream().map(Commands::line).collect(joined());
      case "GET /settings" ->
          lab.ocs().engine().config().all().entrySet().stream()
              .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
              .collect(joined());
      case "GET /faults" ->
          lab.faults().waiting().stream().map(fault -> fault + "\n").collect(joined());
      case "GET /peers" -> "cdf " + lab.cdfNode().peers() + "\nocs " + lab.ocsNode().peers() + "\n";
      case "POST /balance" -> {
        lab.ocs().setBalance(get(parameters, "account"), Money.parse(get(parameters, "amount")));
        yield "";
      }
      case "POST /top-up" -> {
        lab.ocs().topUp(get(parameters, "account"), Money.parse(get(parameters, "amount")));
        yield "";
      }
      case "POST /set" -> set(get(parameters, "name"), get(parameters, "value"));
      case "POST /fault" -> {
        FaultText.parseAll(get(parameters, "do")).forEach(lab.faults()::add);
        yield "";
      }
      case "POST /clear" -> {
        lab.faults().clear();
        yield "";
      }
      case "POST /rar" ->
          result(
              lab.ocs()
                  .reauthorise(
                      get(parameters, "session"),
                      parameters.containsKey("rg")
                          ? OptionalLong.of(Long.parseLong(get(parameters, "rg")))
                          : OptionalLong.empty()));
      case "POST /asr" -> result(lab.ocs().abort(get(parameters, "session")));
      case "POST /disconnect" -> disconnect(get(parameters, "peer"));
      default -> HELP;
    };
  }

  private String set(String name, String value) {
    if (name.equals("cdf.interim-interval")) {
      lab.cdf().setInterimInterval(Long.parseLong(value));
    }
    lab.ocs().engine().configure(lab.ocs().engine().config().with(name, value));
    return "";
  }

  private String disconnect(String peer) {
    if (lab.cdfNode().peers().contains(peer)) {
      lab.cdfNode().disconnect(peer);
    }
    if (lab.ocsNode().peers().contains(peer)) {
      lab.ocsNode().disconnect(peer);
    }
    return "";
  }

  private static String result(CompletableFuture<Long> answer) {
    try {
      return answer.join() + "\n";
    } catch (CompletionException e) {
      throw new IllegalStateException(String.valueOf(e.getMessage()), e);
    }
  }

  private static String line(Account account) {
    return String.join(
        ",", account.name(), Money.text(account.balance()), Money.text(account.reserved()) + "\n");
  }

  private static String line(CreditSession session) {
    return String.join(
        ",",
        session.sessionId(),
        session.isOpen() ? "open" : "closed",
        session.account().name(),
        Money.text(session.spent()),
        session.numbers().toString().replace(", ", " "),
        session.used() + "\n");
  }

  private static String get(Map<String, String> parameters, String name) {
    String value = parameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("parameter " + name + ": missing (expected: a value)");
    }
    return value;
  }

  private static java.util.stream.Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }
}
