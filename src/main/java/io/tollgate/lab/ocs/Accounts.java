package io.tollgate.lab.ocs;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All accounts; one that is not there is opened on first use, unless that is turned off. */
final class Accounts {

  private final Map<String, Account> byName = new TreeMap<>();
  private long startingBalance;
  private boolean openOnUse;

  Accounts(long startingBalance, boolean openOnUse) {
    this.startingBalance = startingBalance;
    this.openOnUse = openOnUse;
  }

  void configure(long balance, boolean open) {
    startingBalance = balance;
    openOnUse = open;
  }

  /**
   * The account under any of the names, else a new one under the first SIP URI or the first name.
   */
  Optional<Account> find(List<String> names) {
    for (String name : names) {
      Account account = byName.get(name);
      if (account != null) {
        return Optional.of(account);
      }
    }
    return openOnUse ? Optional.of(open(names)) : Optional.empty();
  }

  Account get(String name) {
    return byName.computeIfAbsent(name, key -> new Account(key, startingBalance));
  }

  void set(String name, long balance) {
    Account account = byName.computeIfAbsent(name, key -> new Account(key, 0));
    account.credit(balance - account.balance());
  }

  Collection<Account> all() {
    return byName.values();
  }

  private Account open(List<String> names) {
    return get(
        names.stream()
            .filter(name -> name.startsWith("sip:"))
            .findFirst()
            .orElse(names.isEmpty() ? "unknown" : names.get(0)));
  }
}
