package dev.forge.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A store that fails in the middle gets no half object to keep. */
class WholeOrNothingIT {
    @TempDir
    private Path objects;

    @TempDir
    private Path folder;

    private S3Server s3;
    private Program program;

    @BeforeEach
    void start() throws Exception {
        s3 = S3Server.start(new Failing(new FilesystemNio2BlobStore(objects.toString())));
        s3.makeBucket("bucket");
        program = new Program(folder).with(s3.environment());
        byte[] random = new byte[40 << 20];
        new Random(1).nextBytes(random);
        Files.write(program.workspace().resolve("large.bin"), random);
    }

    @AfterEach
    void stop() {
        s3.close();
    }

    @Test
    void aZipWhoseThirdPartFailsLeavesNothing() throws IOException {
        Program.Ended ended = program.sink("s3://bucket/out.zip");
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.output()).contains("INTERNAL");
        assertThat(s3.keys("bucket")).isEmpty();
        assertThat(s3.openUploads("bucket")).isZero();
    }

    @Test
    void aWorkspaceThatIsNotTheOneThatWasBegunIsNotTaken() throws IOException {
        program.with("FORGE_BEGUN", folder.resolve("begun").toString());
        assertThat(program.sink("s3://bucket/out.zip").output()).contains("STORAGE", "workspace is gone");
        assertThat(s3.keys("bucket")).isEmpty();
        Files.createFile(folder.resolve("begun"));
        assertThat(program.sink("s3://bucket/out.zip", "--exclude", "large.bin").code())
                .isZero();
    }

    @Test
    void aPrefixWithAFailedObjectHasNoManifestEvenIfItHadOne() throws IOException {
        program.put("a.txt", "a");
        assertThat(program.sink("s3://bucket/out/", "--exclude", "large.bin").code())
                .isZero();
        assertThat(s3.keys("bucket")).contains("out/.forge-manifest.json");
        assertThat(program.sink("s3://bucket/out/").code()).isEqualTo(1);
        assertThat(s3.keys("bucket")).containsExactly("out/a.txt");
        assertThat(s3.openUploads("bucket")).isZero();
    }

    @Test
    void aLocalZipThatFailsLeavesTheOldOne() throws IOException, InterruptedException {
        Path zip = Files.writeString(folder.resolve("out.zip"), "the old one");
        Files.createDirectories(program.workspace().resolve("z"));
        makeNameThatIsNoUtf8(program.workspace().resolve("z"));
        Program.Ended ended = program.sink("file://" + zip);
        assertThat(ended.output()).contains("CONFIGURATION", "is not UTF-8");
        assertThat(zip).hasContent("the old one");
        assertThat(Program.names(folder)).noneMatch(name -> name.startsWith(".forge-sink"));
    }

    /** Java cannot say such a name, so the shell makes it. */
    private static void makeNameThatIsNoUtf8(Path folder) throws IOException, InterruptedException {
        String script = "touch \"$1/$(printf 'bad\\377')\"";
        assertThat(new ProcessBuilder("sh", "-c", script, "sh", folder.toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    /** Refuses third parts. */
    private static final class Failing extends ForwardingBlobStore {
        Failing(BlobStore store) {
            super(store);
        }

        @Override
        public UploadPartResponse uploadMultipartPart(
                MultipartUpload upload, UploadPartRequest request, InputStream content) {
            if (request.partNumber() == 3) {
                throw S3Exception.builder()
                        .statusCode(403)
                        .message("no third part")
                        .build();
            }
            return super.uploadMultipartPart(upload, request, content);
        }
    }
}
