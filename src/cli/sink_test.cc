#include "cli/sink.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <gtest/gtest.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

namespace {

// What was synced, and how large the sink's target was then: -1 if it was not there.
struct Synced {
  std::string path;
  std::int64_t target_size;
};
std::vector<Synced> synced;
std::string target;
int failure = 0;  // errno of the next call, or 0

}  // namespace

// Stands in for the C library's in this program, so that a test sees the calls and can have one fail.
extern "C" int fsync(int fd) {
  if (failure != 0) {
    errno = std::exchange(failure, 0);
    return -1;
  }
  std::error_code error;
  const std::string path = std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(fd), error);
  struct stat status{};
  synced.push_back({path, ::stat(target.c_str(), &status) == 0 ? status.st_size : -1});
  return static_cast<int>(syscall(SYS_fsync, fd));
}

namespace phoney::cli {
namespace {

namespace fs = std::filesystem;

class SinkTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = fs::canonical(testing::TempDir()) / "sink-XXXXXX";
    folder = ::mkdtemp(name.data());
    target = folder / "out.json";
    synced.clear();
    failure = 0;
  }
  void TearDown() override { fs::remove_all(folder); }

  // The error of writing "new" there, or "".
  static std::string write(const std::string& path) {
    auto sink = Sink::open(path);
    if (!sink) return sink.error().message;
    (*sink)->write("new");
    const auto finished = (*sink)->finish();
    return finished ? "" : finished.error().message;
  }
  static std::string read(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
  }

  fs::path folder;
};

TEST_F(SinkTest, SyncsTheFileThenItsFolder) {
  EXPECT_EQ(write(target), "");
  EXPECT_EQ(read(target), "new");
  ASSERT_EQ(synced.size(), 2U);
  EXPECT_TRUE(synced[0].path.starts_with(target + ".partial-")) << synced[0].path;
  EXPECT_EQ(synced[0].target_size, -1) << "not in place before the disk has it";
  EXPECT_EQ(synced[1].path, folder);
  EXPECT_EQ(synced[1].target_size, 3);
}

TEST_F(SinkTest, KeepsTheOldFileIfTheDiskDoesNotTakeTheNewOne) {
  std::ofstream(target) << "old";
  failure = EIO;
  EXPECT_EQ(write(target), "cannot write " + target + ": Input/output error");
  EXPECT_EQ(read(target), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 1) << "nothing half written is left";
}

TEST_F(SinkTest, SomeFileSystemsCannotSync) {
  failure = EINVAL;
  EXPECT_EQ(write(target), "");
  EXPECT_EQ(read(target), "new");
}

}  // namespace
}  // namespace phoney::cli
