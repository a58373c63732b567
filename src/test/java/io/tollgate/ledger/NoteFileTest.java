package io.tollgate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoteFileTest {
  private static final int LARGE = 100_000;

  @TempDir private Path folder;

  private NoteFile open() {
    return NoteFile.open(folder.resolve("history.db"));
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> texts(NoteFile notes) {
    return notes.former().stream().map(each -> new String(each, StandardCharsets.UTF_8)).toList();
  }

  private NoteFile fresh() {
    NoteFile notes = open();
    notes.clear();
    return notes;
  }

  @Test
  void whatIsNotReleasedIsThereForTheNextProcess() {
    NoteFile notes = fresh();
    notes.add(octets("one"));
    long second = notes.head();
    notes.add(octets("two"));
    notes.add(octets("three"));
    assertThat(texts(open())).containsExactly("one", "two", "three");
    notes.release(second);
    assertThat(texts(open())).containsExactly("two", "three");
    notes.release(notes.head());
    assertThat(open().former()).isEmpty();
  }

  @Test
  void theRingGoesRoundAndKeepsWhatIsInIt() {
    NoteFile notes = fresh();
    Random random = new Random(5);
    List<Long> starts = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      starts.add(notes.head());
      String text = i + "x".repeat(random.nextInt(LARGE));
      assertThat(notes.add(octets(text))).isTrue();
      kept.add(text);
      if (i >= 20) {
        notes.release(starts.get(i - 19));
        kept.remove(0);
      }
    }
    assertThat(texts(open()))
        .containsExactlyElementsOf(kept.subList(kept.size() - 20, kept.size()));
  }

  @Test
  void whereThereIsNoRoomNothingThatIsKeptIsLost() {
    NoteFile notes = fresh();
    int added = 0;
    while (notes.add(new byte[LARGE])) {
      added++;
    }
    assertThat(added).isBetween(80, 84);
    assertThat(open().former()).hasSize(added);
    assertThat(notes.isFilling(notes.head())).isTrue();
    notes.release(notes.head());
    assertThat(notes.add(new byte[LARGE])).isTrue();
  }

  @Test
  void aNoteThatWasNotWrittenToItsEndIsNone() throws Exception {
    NoteFile notes = fresh();
    notes.add(octets("whole"));
    long torn = notes.head();
    notes.add(octets("torn in the middle"));
    damage(64 + torn + 8 + 3);
    assertThat(texts(open())).containsExactly("whole");
  }

  private void damage(long place) throws Exception {
    try (FileChannel file =
        FileChannel.open(folder.resolve("history.db.notes"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap(new byte[] {0, 0}), place);
    }
  }
}
