package io.tollgate.crash;

import io.tollgate.phone.PhoneBank;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Pairs of users who chat through a cluster's front, for some seconds, and what they saw of it.
 *
 * <p>Words: the front's address, which the users have too; its port; which round it is; how many
 * pairs; for how many seconds; for how many seconds before a server is lost what it counted may not
 * have been copied to where others read it; "away" where a server loses the database, so that it
 * cannot note what ends, else "there"; the file to write, a line for each call.
 */
public final class ClusterChats {

  private static final Duration PACE = Duration.ofMillis(100);
  private static final int MESSAGES = 60;

  private ClusterChats() {}

  public static void main(String[] words) throws IOException, InterruptedException {
    String address = words[0];
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(words[4]));
    Chat.Manner manner =
        new Chat.Manner(
            MESSAGES, PACE, Duration.ofSeconds(Long.parseLong(words[5])), !words[6].equals("away"));
    List<Chat> chats = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    try (PhoneBank bank =
        new PhoneBank(address, Integer.parseInt(words[1])).amongServers().patience(20)) {
      for (int i = 0; i < Integer.parseInt(words[3]); i++) {
        Chat chat = new Chat(bank, words[2] + "-" + i, end, manner);
        chats.add(chat);
        Thread thread = new Thread(chat, "chat-" + i);
        threads.add(thread);
        thread.start();
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
    List<String> lines = new ArrayList<>();
    for (Chat chat : chats) {
      chat.seen().forEach(each -> lines.add(each.line()));
    }
    Files.write(Path.of(words[7]), lines);
  }
}
