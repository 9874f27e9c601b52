#include "http/work_queue.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace phoney::http {
namespace {

using std::chrono::nanoseconds;
using Time = WorkQueue::Time;

// A client is heavy while its recent CPU time is above this. CPU time decays with a half-life instead of ending with a
// window. Half a second, the limit of one request, counts for three quarters of a minute.
constexpr nanoseconds kHeavy = std::chrono::milliseconds(20);
constexpr nanoseconds kHalfLife = std::chrono::seconds(10);
// The most that waiting counts in favour of a job: enough for the longest to overtake short ones. Without this limit,
// the jobs of heavy clients would come before short ones as soon as all of them wait for long.
constexpr nanoseconds kMostCredit = 2 * WorkQueue::kExpected.back();

nanoseconds rank_of(const WorkQueue::Entry& entry, std::size_t number, nanoseconds taken, Time now) {
  if (entry.is_expedited) return nanoseconds::min();
  return taken + WorkQueue::kExpected[number] - std::min((now - entry.since) / 2, kMostCredit);
}

}  // namespace

nanoseconds WorkQueue::Client::taken_lately(Time now) const {
  const double halvings = static_cast<double>((now - taken_at).count()) / static_cast<double>(kHalfLife.count());
  return nanoseconds(static_cast<std::int64_t>(static_cast<double>(taken.count()) * std::exp2(-halvings)));
}

void WorkQueue::Client::charge(nanoseconds more, Time now) {
  taken = std::max(nanoseconds::zero(), taken_lately(now) + more);
  taken_at = now;
}

bool WorkQueue::Client::has_waiting() const {
  return std::ranges::any_of(waiting, [](const Jobs& jobs) { return !jobs.empty(); });
}

bool WorkQueue::Client::is_heavy(Time now) const { return running > 0 || taken_lately(now) > kHeavy; }

// A waiting job that is next among those of its client with the same number of tries.
struct WorkQueue::Candidate {
  Client* client;
  std::size_t number;  // of the try that it would have now
  Jobs* jobs;
  nanoseconds taken;  // lately, by the client; the least of all for a job that is expedited
  nanoseconds rank;

  bool operator<(const Candidate& other) const {
    return taken != other.taken ? taken < other.taken : jobs->front().since < other.jobs->front().since;
  }
};

// A heavy client's jobs have no first try, unless they are expedited.
template <class F>
void WorkQueue::for_each_candidate(Client& client, Time now, F&& act) {
  const nanoseconds taken = client.taken_lately(now);
  const std::size_t least = client.is_heavy(now) ? 1 : 0;
  for (std::size_t i = 0; i < kTries; ++i) {
    Jobs& jobs = client.waiting[i];
    if (jobs.empty()) continue;
    const Entry& entry = jobs.front();
    const std::size_t number = entry.is_expedited ? 0 : std::max(i, least);
    act(Candidate{&client, number, &jobs, entry.is_expedited ? nanoseconds::min() : taken,
                  rank_of(entry, number, taken, now)});
  }
}

std::size_t WorkQueue::try_for(nanoseconds time) {
  std::size_t number = 0;
  while (number + 1 < kTries && kExpected[number] < time) ++number;
  return number;
}

WorkQueue::Client& WorkQueue::find_client(std::string_view name, Time now) {
  if (clients_.size() >= clean_at_) {
    std::erase_if(clients_,
                  [now](const auto& entry) { return !entry.second.has_waiting() && !entry.second.is_heavy(now); });
    clean_at_ = std::max(kManyClients, 2 * clients_.size());
  }
  const auto found = clients_.find(name);
  return found != clients_.end() ? found->second : clients_.emplace(std::string(name), Client{}).first->second;
}

WorkQueue::Job* WorkQueue::add(std::string_view name, const Entry& entry, std::size_t idle, Time now) {
  Client& client = find_client(name, now);
  const bool is_full = entry.has_room && in_room_ >= room_ + idle;
  const std::size_t own = client.in_room;
  insert(client, entry);
  if (!is_full) return nullptr;
  if (Job* const refused = make_room(own, client.is_heavy(now), now)) return refused;
  Jobs& jobs = client.waiting[entry.next_try];
  return remove(client, jobs, std::ranges::find(jobs, entry.job, &Entry::job)).job;
}

void WorkQueue::add_again(Client& client, const Entry& entry) { insert(client, entry); }

// Behind the older ones of its client with the same next try, so that a job does not wait for a longer one.
void WorkQueue::insert(Client& client, const Entry& entry) {
  const bool is_first = !client.has_waiting();
  queued_.reserve(queued_.size() + 1);
  Jobs& jobs = client.waiting[entry.next_try];
  jobs.insert(std::ranges::upper_bound(jobs, entry.since, {}, &Entry::since), entry);
  if (is_first) queued_.push_back(&client);
  ++waiting_;
  client.in_room += entry.has_room ? 1 : 0;
  in_room_ += entry.has_room ? 1 : 0;
}

WorkQueue::Entry WorkQueue::remove(Client& client, Jobs& jobs, Jobs::iterator place) {
  const Entry entry = *place;
  jobs.erase(place);
  --waiting_;
  if (entry.has_room) {
    --client.in_room;
    --in_room_;
  }
  if (!client.has_waiting()) queued_.erase(std::ranges::find(queued_, &client));
  return entry;
}

// Removes the last waiting job of the client with the most, if that is more than `own` and one; or of a heavy client,
// in favour of one that is not.
WorkQueue::Job* WorkQueue::make_room(std::size_t own, bool is_heavy, Time now) {
  auto most = std::ranges::max_element(queued_, {}, &Client::in_room);
  if (most == queued_.end()) return nullptr;
  if ((*most)->in_room <= own + 1) {
    if (is_heavy) return nullptr;
    most = std::ranges::find_if(queued_, [&](Client* client) { return client->in_room > 0 && client->is_heavy(now); });
    if (most == queued_.end()) return nullptr;
  }
  Client& client = **most;
  Jobs* of_last = nullptr;
  Jobs::iterator last;
  for (Jobs& jobs : client.waiting) {
    for (auto it = jobs.begin(); it != jobs.end(); ++it) {
      if (!it->has_room || (of_last != nullptr && it->since < last->since)) continue;
      of_last = &jobs;
      last = it;
    }
  }
  return remove(client, *of_last, last).job;
}

void WorkQueue::expedite(std::string_view name, const Job& job) {
  const auto found = clients_.find(name);
  if (found == clients_.end()) return;
  for (Jobs& jobs : found->second.waiting) {
    const auto place = std::ranges::find(jobs, &job, &Entry::job);
    if (place == jobs.end()) continue;
    place->is_expedited = true;
    place->since = Time{};
    std::rotate(jobs.begin(), place, std::next(place));
    return;
  }
}

std::optional<WorkQueue::Next> WorkQueue::take(Time now, const std::array<bool, kTries>& has_place) {
  struct {
    std::optional<Candidate> first;
    nanoseconds rank = nanoseconds::max();  // the best of all that need this try
  } tries[kTries];
  for (Client* const client : queued_) {
    for_each_candidate(*client, now, [&](const Candidate& candidate) {
      auto& same = tries[candidate.number];
      same.rank = std::min(same.rank, candidate.rank);
      if (!same.first || candidate < *same.first) same.first = candidate;
    });
  }
  std::optional<Candidate> best;
  nanoseconds least = nanoseconds::max();
  for (std::size_t i = 0; i < kTries; ++i) {
    if (!tries[i].first || !has_place[i] || (best && tries[i].rank >= least)) continue;
    best = tries[i].first;
    least = tries[i].rank;
  }
  if (!best) return std::nullopt;
  Client& client = *best->client;
  const Entry entry = remove(client, *best->jobs, best->jobs->begin());
  ++client.running;
  const nanoseconds charged = entry.is_expedited ? nanoseconds::zero() : kExpected[best->number];
  client.charge(charged, now);
  return Next{&client, entry, best->number, charged};
}

void WorkQueue::finished(const Next& next, nanoseconds taken, Time now) {
  --next.client->running;
  next.client->charge(taken - next.charged, now);
}

bool WorkQueue::comes_first(const Next& running, nanoseconds taken, Time now) const {
  const nanoseconds of_client = running.client->taken_lately(now) - running.charged + taken;
  const nanoseconds own = rank_of(running.entry, running.number + 1, of_client, now);
  bool is_first = true;
  for (Client* const other : queued_) {
    if (other == running.client) continue;
    for_each_candidate(*other, now, [&](const Candidate& candidate) { is_first &= candidate.rank >= own; });
  }
  return is_first;
}

}  // namespace phoney::http
